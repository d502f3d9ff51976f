package cn.shiji.app.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a machine is called: the names and addresses under which a browser may ask for it.
 *
 * @param names host names in small letters
 * @param addresses IP addresses as written in a certificate, without zones
 */
record MachineNames(Set<String> names, Set<String> addresses) {

    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*");

    MachineNames {
        names = Collections.unmodifiableSet(new TreeSet<>(names));
        addresses = Collections.unmodifiableSet(new TreeSet<>(addresses));
    }

    /** This machine, with names that only others know, e.g. that of the site's name server. */
    static MachineNames here(Collection<String> more) {
        Set<String> names = new TreeSet<>(Set.of("localhost"));
        Set<String> addresses = new TreeSet<>(Set.of("127.0.0.1", "0:0:0:0:0:0:0:1"));
        try {
            String name = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
            names.add(name);
            if (!name.contains(".")) {
                // What phones of the same network can look up without a name server.
                names.add(name + ".local");
            }
        } catch (UnknownHostException nameless) {
            // Then it is known by its addresses alone.
        }
        addresses.addAll(MachineAddresses.all());
        for (String one : more) {
            String word = one.toLowerCase(Locale.ROOT);
            (ADDRESS.matcher(word).matches() ? addresses : names).add(word);
        }
        names.removeIf(name -> !NAME.matcher(name).matches());
        return new MachineNames(names, addresses);
    }
}
