package cn.shiji.plan;

import cn.shiji.access.Access;
import cn.shiji.access.At;
import cn.shiji.access.Needs;
import cn.shiji.evidence.Evidence;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.plan.Rereading.Choice;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Corrected documents over HTTP: send one, look at what it does, take it in. */
@RestController
@RequestMapping("/api/plans/{id}/corrections")
class CorrectionApi {

    private final Access access;
    private final Correcting correcting;

    CorrectionApi(Access access, Correcting correcting) {
        this.access = access;
        this.correcting = correcting;
    }

    /**
     * What a person wants of a finding.
     *
     * @param keep whether one that is gone stays, a new one comes in, or a person's word holds; null for what is shown
     * @param seen whether it counts as looked at; null for no
     */
    record FindingChoice(
            String key, @Nullable Boolean keep, @Nullable Boolean seen) {}

    record CorrectionChoices(@Nullable List<FindingChoice> choices) {

        private Map<String, Choice> byKey() {
            Map<String, Choice> found = new HashMap<>();
            if (choices != null) {
                choices.stream()
                        .filter(choice -> choice != null && choice.key() != null)
                        .forEach(choice -> found.put(choice.key(), new Choice(choice.keep(), choice.seen())));
            }
            return found;
        }
    }

    /** Sends a corrected document for the draft; tells what it would do. */
    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    CorrectionView send(@PathVariable UUID id, @RequestParam MultipartFile file, Locale language) throws IOException {
        String name = file.getOriginalFilename();
        String called = name == null || name.isBlank() ? "plan" : name;
        if (file.getSize() > Evidence.LARGEST) {
            throw Problem.tooLarge(
                    "plan.file-too-large", called, (file.getSize() + (1 << 20) - 1) >> 20, Evidence.LARGEST >> 20);
        }
        Caller caller = access.caller();
        UUID sent = correcting.send(caller, id, called, file.getBytes());
        return correcting.preview(caller, id, sent, Map.of(), language);
    }

    /** Reads the present document of the draft anew; tells what that would do. */
    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @PostMapping("/anew")
    @ResponseStatus(HttpStatus.CREATED)
    CorrectionView readAnew(@PathVariable UUID id, Locale language) {
        Caller caller = access.caller();
        return correcting.preview(caller, id, correcting.send(caller, id, null, null), Map.of(), language);
    }

    /** What it would do with these choices. */
    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @PostMapping("/{correction}/preview")
    CorrectionView preview(
            @PathVariable UUID id,
            @PathVariable UUID correction,
            @RequestBody CorrectionChoices choices,
            Locale language) {
        return correcting.preview(access.caller(), id, correction, choices.byKey(), language);
    }

    /** Takes it in. */
    @Needs(value = Right.PLAN_EDIT, at = At.WITHIN)
    @PostMapping("/{correction}/take")
    CorrectionView take(
            @PathVariable UUID id,
            @PathVariable UUID correction,
            @RequestBody CorrectionChoices choices,
            Locale language) {
        return correcting.take(access.caller(), id, correction, choices.byKey(), language);
    }
}
