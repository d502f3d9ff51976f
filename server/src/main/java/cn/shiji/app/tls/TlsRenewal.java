package cn.shiji.app.tls;

import cn.shiji.access.Open;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Looks every few hours whether the certificate this machine made for itself must be made anew, and hands the authority
 * behind it to phones that are to trust it. The server takes up a new file by itself, without a break.
 */
@RestController
@ConditionalOnProperty("shiji.tls.self-made")
class TlsRenewal implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(TlsRenewal.class);
    private static final int HOURS = 6;

    private final TlsFolder folder;
    private final List<String> names;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("tls-renewal").factory());

    TlsRenewal(@Value("${shiji.data}") Path data, @Value("${shiji.tls.names:}") List<String> names, Clock clock) {
        this.folder = new TlsFolder(data, clock);
        this.names = names;
        clockwork.scheduleWithFixedDelay(this::look, HOURS, HOURS, TimeUnit.HOURS);
    }

    private void look() {
        try {
            if (folder.renew(names)) {
                LOG.info("The server's certificate was renewed; it lasts until {}", folder.until());
            }
        } catch (RuntimeException failed) {
            LOG.error("The server's certificate could not be renewed", failed);
        }
    }

    /** The certificate a phone is told to trust; it holds nothing secret. */
    @Open
    @GetMapping("/authority.crt")
    ResponseEntity<byte[]> authority() throws CertificateEncodingException {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/x-x509-ca-cert"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"shiji-authority.crt\"")
                .body(folder.authority().getEncoded());
    }

    @Override
    public void destroy() {
        clockwork.shutdownNow();
    }
}
