package cn.shiji.plan;

import cn.shiji.access.Access;
import cn.shiji.access.At;
import cn.shiji.access.Needs;
import cn.shiji.kernel.Right;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What changed between versions, over HTTP. */
@RestController
@RequestMapping("/api/plans/{id}/difference")
class VersionApi {

    private static final MediaType XLSX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final Access access;
    private final DifferencePage page;
    private final MessageSource messages;

    VersionApi(Access access, DifferencePage page, MessageSource messages) {
        this.access = access;
        this.page = page;
        this.messages = messages;
    }

    /** Without numbers the newest version against the one before it. */
    @Needs(value = Right.WORK_READ, at = At.COVERS)
    @GetMapping
    PlanDifferenceView difference(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer from,
            @RequestParam(required = false) @Nullable Integer to,
            Locale language) {
        return page.between(access.caller(), id, from, to, language);
    }

    /** 修改前后对照表 */
    @Needs(value = Right.WORK_READ, at = At.COVERS)
    @GetMapping("/table.xlsx")
    ResponseEntity<byte[]> table(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer from,
            @RequestParam(required = false) @Nullable Integer to,
            Locale language)
            throws IOException {
        PlanDifferenceView difference = page.between(access.caller(), id, from, to, language);
        byte[] table = new DifferenceTable(code -> messages.getMessage("plan.difference." + code, null, language))
                .of(difference);
        String name = messages.getMessage(
                "plan.difference.file",
                new Object[] {
                    difference.title(),
                    Integer.toString(difference.from().no()),
                    Integer.toString(difference.to().no())
                },
                language);
        access.audit(access.caller(), "plan.export", "plan", id.toString(), name);
        return ResponseEntity.ok()
                .contentType(XLSX)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name + ".xlsx", StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .body(table);
    }
}
