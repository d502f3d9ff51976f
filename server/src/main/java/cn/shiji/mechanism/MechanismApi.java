package cn.shiji.mechanism;

import cn.shiji.access.Access;
import cn.shiji.access.SignedIn;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The refused pack files over HTTP. */
@RestController
class MechanismApi {

    private final Mechanisms mechanisms;
    private final Access access;

    MechanismApi(Mechanisms mechanisms, Access access) {
        this.mechanisms = mechanisms;
        this.access = access;
    }

    record PackFaultsView(String file, @Nullable String pack, List<PackFaultView> faults) {}

    record PackFaultView(
            int line, int column, String message, @Nullable String suggestion) {}

    /** Every refused file with all its faults, in the reader's language. */
    @SignedIn
    @GetMapping("/api/mechanisms/faults")
    List<PackFaultsView> faults(Locale language) {
        access.caller();
        return mechanisms.faults().stream()
                .map(file -> new PackFaultsView(
                        file.file(),
                        file.pack(),
                        file.faults().stream()
                                .map(fault -> new PackFaultView(
                                        fault.line(),
                                        fault.column(),
                                        PackWords.tell(fault, language),
                                        fault.suggestion()))
                                .toList()))
                .toList();
    }
}
