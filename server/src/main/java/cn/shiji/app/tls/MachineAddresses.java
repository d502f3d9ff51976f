package cn.shiji.app.tls;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/** The IP addresses of this machine, without those that are good for itself alone or for one cable. */
public final class MachineAddresses {

    private MachineAddresses() {}

    /** Those that a person can type into a phone. */
    public static List<String> reachable() {
        return found().stream()
                .filter(Inet4Address.class::isInstance)
                .map(MachineAddresses::written)
                .toList();
    }

    /** Whether it is an address that only this machine itself reaches; a name is none. */
    public static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("::1") || address.equals("localhost");
    }

    static List<String> all() {
        return found().stream().map(MachineAddresses::written).toList();
    }

    private static List<InetAddress> found() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .toList();
        } catch (SocketException none) {
            return List.of();
        }
    }

    private static String written(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
