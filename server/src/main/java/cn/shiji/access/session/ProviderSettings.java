package cn.shiji.access.session;

import cn.shiji.kernel.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The site's OpenID provider, where it has one.
 *
 * @param issuer its address, below which {@code /.well-known/openid-configuration} is; empty where there is none
 * @param client the id it knows us by
 * @param secret in clear, from the environment; empty where the file holds it, or where we are a public client
 * @param secretFile a file that holds nothing else
 * @param name what people call it, for the button
 * @param subjectClaim what never changes of a person there, and so is what an account is bound to
 * @param nameClaim the person's name there, to be shown
 * @param scopes asked for beside {@code openid}
 */
@Component
record ProviderSettings(
        @Value("${shiji.provider.issuer}") String issuer,
        @Value("${shiji.provider.client}") String client,
        @Value("${shiji.provider.secret}") String secret,
        @Value("${shiji.provider.secret-file}") String secretFile,
        @Value("${shiji.provider.name}") String name,
        @Value("${shiji.provider.subject-claim}") String subjectClaim,
        @Value("${shiji.provider.name-claim}") String nameClaim,
        @Value("${shiji.provider.scopes}") List<String> scopes) {

    boolean there() {
        return !issuer.isBlank() && !client.isBlank();
    }

    /** The secret, empty for a public client. */
    String secretWord() {
        if (secretFile.isBlank()) {
            return secret;
        }
        try {
            return Files.readString(Path.of(secretFile)).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The file of the provider's secret cannot be read", unreadable);
        }
    }

    @Override
    public String toString() {
        return "ProviderSettings[" + issuer + ", " + client + "]";
    }

    static Problem unreachable(String name) {
        return Problem.conflict("access.provider-unreachable", name);
    }
}
