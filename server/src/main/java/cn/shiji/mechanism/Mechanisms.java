package cn.shiji.mechanism;

import cn.shiji.kernel.Nearest;
import cn.shiji.kernel.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The door of {@code mechanism}: the packs in service, their earlier revisions, and the files that were refused.
 *
 * <p>What is in service is one immutable picture that is exchanged whole, so a reader never sees half a change.
 */
@Service
public class Mechanisms {

    private static final Logger LOG = LoggerFactory.getLogger(Mechanisms.class);
    private static final String BUILT_IN = "mechanisms/";

    private final PackReader reader;
    private final Revisions revisions;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final BuiltIn builtIn;
    private final PackFolder overlay;
    private final Map<String, Pack> earlier = new ConcurrentHashMap<>();
    private List<PackFile> lastSeen = List.of();
    private volatile Picture picture = new Picture(new TreeMap<>(), List.of());

    /**
     * Loads the packs.
     *
     * @param data the installation's folder; packs in its {@code mechanisms} lie over the built-in ones
     * @param folder a folder to take instead of the packs that come with the program; empty for those
     */
    Mechanisms(
            PackReader reader,
            Revisions revisions,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock,
            @Value("${shiji.data}") Path data,
            @Value("${shiji.mechanisms:}") String folder) {
        this.reader = reader;
        this.revisions = revisions;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
        this.builtIn = folder.isBlank() ? BuiltIn.classPath() : BuiltIn.folder(Path.of(folder), clock);
        this.overlay = new PackFolder(data.resolve("mechanisms"), Pack.Source.OVERLAY, clock);
        refresh();
    }

    private record Picture(Map<String, Pack> packs, List<PackFaults> faults) {}

    /** A file and what it says. */
    private record Found(PackFile file, PackReader.Reading reading) {

        /** The pack it would be: the id it gives itself, else the name of its folder. */
        String id() {
            Pack pack = reading.pack();
            return pack == null ? file.folder() : pack.id();
        }
    }

    /** The packs new records can be made by, by work line and then by id. */
    public List<Pack> inService() {
        return picture.packs.values().stream()
                .sorted(Comparator.comparing(Pack::line).thenComparing(Pack::id))
                .toList();
    }

    /** The pack in service under this id. */
    public Optional<Pack> find(String id) {
        return Optional.ofNullable(picture.packs.get(id));
    }

    /**
     * The pack in service under this id.
     *
     * @throws Problem {@code mechanism.missing}
     */
    public Pack get(String id) {
        Picture now = picture;
        Pack pack = now.packs.get(id);
        if (pack == null) {
            Optional<String> near = Nearest.to(id, now.packs.keySet());
            throw near.isPresent()
                    ? Problem.missing("mechanism.missing-but-near", id, near.get())
                    : Problem.missing("mechanism.missing", id);
        }
        return pack;
    }

    /**
     * A pack as it was at a revision, whether it is still in service or not.
     *
     * @throws IllegalStateException where no such revision was ever in service
     */
    public Pack revision(String id, int revision) {
        Pack now = picture.packs.get(id);
        if (now != null && now.revision() == revision) {
            return now;
        }
        return earlier.computeIfAbsent(
                id + "@" + revision,
                _ -> revisions
                        .content(id, revision)
                        .map(content -> reader.readAgain(content, revision, Pack.Source.BUILT_IN))
                        .orElseThrow(() -> new IllegalStateException("No revision " + revision + " of " + id)));
    }

    /** The pack files that were refused, with all their faults. */
    public List<PackFaults> faults() {
        return picture.faults;
    }

    /** Looks at the folders now; what changed is in service when this returns. */
    public final synchronized void refresh() {
        List<PackFile> files = new ArrayList<>(builtIn.files());
        files.addAll(overlay.files());
        if (sameAsLastSeen(files)) {
            return;
        }
        Picture before = picture;
        Picture now = Objects.requireNonNull(transaction.execute(_ -> take(files)));
        lastSeen = List.copyOf(files);
        picture = now;
        tell(before, now);
    }

    private boolean sameAsLastSeen(List<PackFile> files) {
        if (files.size() != lastSeen.size()) {
            return false;
        }
        for (int i = 0; i < files.size(); i++) {
            PackFile one = files.get(i);
            PackFile other = lastSeen.get(i);
            // A file that was not read again is the same object.
            if (one != other
                    && !(one.path().equals(other.path()) && one.sha256().equals(other.sha256()))) {
                return false;
            }
        }
        return !files.isEmpty();
    }

    private Picture take(List<PackFile> files) {
        revisions.lock();
        Instant now = clock.instant();
        Map<String, Revisions.InService> stored = revisions.inService().stream()
                .collect(Collectors.toMap(Revisions.InService::pack, Function.identity()));
        List<PackFaults> faults = new ArrayList<>();
        Map<String, Found> good = new TreeMap<>();
        Set<String> faulty = new HashSet<>();
        for (PackFile file : files) {
            PackReader.Reading reading = reader.read(file.content(), file.path(), file.source());
            Found found = new Found(file, reading);
            Found other = good.get(found.id());
            if (reading.pack() != null && other != null && other.file.source() == file.source()) {
                PackFault taken = new PackFault(
                        1,
                        1,
                        "pack.id-taken",
                        List.of(found.id(), other.file.path().toString()),
                        null);
                faults.add(new PackFaults(file.path().toString(), found.id(), List.of(taken)));
            } else if (reading.pack() != null) {
                // The installation's own folder comes later and lies over what came with the program.
                good.put(found.id(), found);
            } else {
                faults.add(new PackFaults(
                        file.path().toString(), reading.id() == null ? found.id() : reading.id(), reading.faults()));
                faulty.add(found.id());
                if (reading.id() != null) {
                    faulty.add(reading.id());
                }
            }
        }
        Map<String, Pack> packs = new TreeMap<>();
        for (Found found : good.values()) {
            Revisions.InService before = stored.get(found.id());
            boolean keepsBefore =
                    before != null && faulty.contains(found.id()) && before.source() == Pack.Source.OVERLAY;
            if (!keepsBefore) {
                packs.put(found.id(), serve(found, before, now));
            }
        }
        for (Revisions.InService before : stored.values()) {
            if (packs.containsKey(before.pack())) {
                continue;
            }
            // A faulty file does not take its last good revision out of service; only a removed file does.
            Pack last = faulty.contains(before.pack()) ? again(before) : null;
            if (last == null) {
                revisions.retire(before.pack());
            } else {
                packs.put(before.pack(), last);
            }
        }
        return new Picture(packs, List.copyOf(faults));
    }

    private Pack serve(Found found, Revisions.@Nullable InService before, Instant now) {
        Pack pack = Objects.requireNonNull(found.reading.pack());
        String sha256 = found.file.sha256();
        String content = new String(found.file.content(), StandardCharsets.UTF_8);
        int revision = revisions.keep(pack.id(), sha256, content, now);
        if (before == null || before.revision() != revision || before.source() != pack.source()) {
            revisions.putInService(pack.id(), revision, pack.source(), now);
        }
        return pack.as(revision, pack.source());
    }

    private @Nullable Pack again(Revisions.InService before) {
        Pack known = picture.packs.get(before.pack());
        if (known != null && known.revision() == before.revision()) {
            return known;
        }
        try {
            return revision(before.pack(), before.revision()).as(before.revision(), before.source());
        } catch (IllegalStateException unreadable) {
            LOG.error("Revision {} of {} cannot stay in service", before.revision(), before.pack(), unreadable);
            return null;
        }
    }

    private void tell(Picture before, Picture now) {
        for (PackFaults file : now.faults) {
            if (!before.faults.contains(file)) {
                for (PackFault fault : file.faults()) {
                    LOG.warn("Pack refused: {}", PackWords.line(file.file(), fault, Locale.CHINESE));
                }
            }
        }
        Set<String> changed = new HashSet<>();
        Map<String, Pack> all = new HashMap<>(before.packs);
        all.putAll(now.packs);
        for (String id : all.keySet()) {
            Pack one = before.packs.get(id);
            Pack other = now.packs.get(id);
            if (one == null || other == null || one.revision() != other.revision() || one.source() != other.source()) {
                changed.add(id);
            }
        }
        if (!changed.isEmpty()) {
            LOG.info("Packs in service: {}; changed: {}", now.packs.size(), changed);
            events.publishEvent(new PacksChanged(changed));
        }
    }

    /** The packs that come with the program, or a folder in their stead. */
    private sealed interface BuiltIn {

        List<PackFile> files();

        static BuiltIn folder(Path root, Clock clock) {
            return new Folder(new PackFolder(root, Pack.Source.BUILT_IN, clock));
        }

        static BuiltIn classPath() {
            try {
                List<PackFile> files = new ArrayList<>();
                for (Resource resource : new PathMatchingResourcePatternResolver()
                        .getResources("classpath*:" + BUILT_IN + "**/" + PackReader.FILE_NAME)) {
                    String url = resource.getURL().toString();
                    Path path = Path.of(url.substring(url.lastIndexOf(BUILT_IN) + BUILT_IN.length()));
                    try (InputStream in = resource.getInputStream()) {
                        files.add(new PackFile(path, Pack.Source.BUILT_IN, in.readAllBytes()));
                    }
                }
                files.sort(Comparator.comparing(PackFile::path));
                return new ClassPath(List.copyOf(files));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        record Folder(PackFolder folder) implements BuiltIn {

            @Override
            public List<PackFile> files() {
                return folder.files();
            }
        }

        record ClassPath(List<PackFile> files) implements BuiltIn {}
    }
}
