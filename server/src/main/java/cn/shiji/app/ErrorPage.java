package cn.shiji.app;

import cn.shiji.access.Open;
import cn.shiji.kernel.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers what was refused before it reached a route, as the firewall of Spring Security refuses addresses that try to
 * climb: in the same words as every other refusal, and without a word about what is inside.
 */
@RestController
class ErrorPage implements ErrorController {

    private final Problems problems;

    ErrorPage(Problems problems) {
        this.problems = problems;
    }

    @Open
    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<ProblemDetail> told(HttpServletRequest request, Locale language) {
        HttpStatus status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.resolve(code)
                : null;
        if (status == null || status.is2xxSuccessful()) {
            // Nobody was sent here: somebody asked for the page itself.
            return problems.refused(Problem.missing("problem.not-found", request.getRequestURI()), language);
        }
        if (status.is5xxServerError()
                && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Exception failure) {
            ResponseEntity<ProblemDetail> answer = problems.ownFault(failure, language);
            return answer != null
                    ? answer
                    : ResponseEntity.internalServerError().build();
        }
        return problems.refused(
                switch (status) {
                    case UNAUTHORIZED ->
                        Problem.of(Problem.Kind.UNKNOWN_CALLER, "access.sign-in-first", List.of(), List.of());
                    case FORBIDDEN -> Problem.notAllowed("access.expired");
                    case NOT_FOUND -> Problem.missing("problem.not-found", request.getRequestURI());
                    default -> Problem.bad("problem.bad-request", Integer.toString(status.value()));
                },
                language);
    }
}
