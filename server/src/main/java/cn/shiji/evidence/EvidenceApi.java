package cn.shiji.evidence;

import cn.shiji.access.Access;
import cn.shiji.access.At;
import cn.shiji.access.Needs;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import java.io.IOException;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Attachments over HTTP: sent for the caller's own unit, opened within the caller's scope. */
@RestController
class EvidenceApi {

    private final Evidence evidence;
    private final Access access;

    EvidenceApi(Evidence evidence, Access access) {
        this.evidence = evidence;
        this.access = access;
    }

    @Needs(value = Right.FILE_KEEP, at = At.SELF)
    @PostMapping(path = "/api/files", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    FileView keep(@RequestParam MultipartFile file) throws IOException {
        Caller caller = access.caller();
        access.require(caller, Right.FILE_KEEP);
        String name = file.getOriginalFilename() == null ? "file" : file.getOriginalFilename();
        if (file.getSize() > Evidence.LARGEST) {
            throw Problem.tooLarge("evidence.too-large", name, file.getSize() >> 20, Evidence.LARGEST >> 20);
        }
        return evidence.keep(caller, caller.unit(), caller.reach().from(), name, file.getBytes());
    }

    @Needs(value = Right.WORK_READ, at = At.WITHIN)
    @GetMapping("/api/files/{id}")
    ResponseEntity<byte[]> open(@PathVariable UUID id) {
        Caller caller = access.caller();
        return evidence.download(caller, evidence.open(caller, id));
    }
}
