package cn.shiji.app;

import cn.shiji.access.Access;
import cn.shiji.kernel.Problem;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.util.unit.DataSize;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** The one place where a refusal becomes an HTTP answer (RFC 9457), in the reader's language. */
@RestControllerAdvice
class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** The class of SQLSTATE that says a value is wrong, not the statement. */
    private static final String DATA_EXCEPTION = "22";

    /** The SQLSTATE of a row that a policy of row security refuses, and of a table the server has no right to. */
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final Words words;
    private final DataSize largestRequest;

    Problems(Words words, @Value("${spring.servlet.multipart.max-request-size}") DataSize largestRequest) {
        this.words = words;
        this.largestRequest = largestRequest;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(Problem problem, Locale locale) {
        HttpStatus status = switch (problem.kind()) {
            case BAD -> HttpStatus.BAD_REQUEST;
            case UNKNOWN_CALLER -> HttpStatus.UNAUTHORIZED;
            case NOT_ALLOWED -> HttpStatus.FORBIDDEN;
            case MISSING -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS;
        };
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            request.setAttribute(Access.REFUSAL, problem.code(), RequestAttributes.SCOPE_REQUEST);
        }
        ProblemDetail body = ProblemDetail.forStatus(status);
        body.setType(URI.create("about:blank"));
        body.setTitle(status.getReasonPhrase());
        body.setDetail(words.tell(problem, locale));
        body.setProperty("code", problem.code());
        List<Map<String, Object>> faults = new ArrayList<>();
        for (Problem.Fault fault : problem.faults()) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("at", fault.at());
            told.put("message", words.tell(fault, locale));
            if (fault.suggestion() != null) {
                told.put("suggestion", fault.suggestion());
            }
            faults.add(told);
        }
        body.setProperty("faults", faults);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notSignedIn(AuthenticationException unknown, Locale locale) {
        return refused(Problem.of(Problem.Kind.UNKNOWN_CALLER, "access.sign-in-first", List.of(), List.of()), locale);
    }

    /** Rights are checked by the modules, so here only a stale page's missing CSRF token arrives. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> stale(AccessDeniedException denied, Locale locale) {
        return refused(Problem.notAllowed("access.expired"), locale);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException unreadable, Locale locale) {
        if (unreadable.getCause() instanceof UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds() == null
                    ? ""
                    : String.join(
                            "、",
                            unknown.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .toList());
            return refused(
                    Problem.faulty(
                            "problem.faulty",
                            List.of(Problem.Fault.of(path(unknown), "problem.unknown-field", unknown.getPropertyName())
                                    .suggesting(known.isEmpty() ? null : known))),
                    locale);
        }
        if (unreadable.getCause() instanceof DatabindException wrong) {
            return refused(
                    Problem.faulty("problem.faulty", List.of(Problem.Fault.of(path(wrong), "problem.wrong-value"))),
                    locale);
        }
        String reason = unreadable.getCause() instanceof JacksonException json ? json.getOriginalMessage() : "JSON";
        return refused(Problem.bad("problem.bad-request", String.valueOf(reason)), locale);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> wrongParameter(MethodArgumentTypeMismatchException wrong, Locale locale) {
        return refused(Problem.bad("problem.parameter", wrong.getName(), String.valueOf(wrong.getValue())), locale);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> missingParameter(MissingServletRequestParameterException missing, Locale locale) {
        return refused(Problem.bad("problem.parameter-missing", missing.getParameterName()), locale);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> missingPart(MissingServletRequestPartException missing, Locale locale) {
        return refused(Problem.bad("problem.parameter-missing", missing.getRequestPartName()), locale);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooLarge(MaxUploadSizeExceededException large, Locale locale) {
        return refused(Problem.tooLarge("problem.too-large", largestRequest.toMegabytes()), locale);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> brokenUpload(MultipartException broken, Locale locale) {
        return refused(Problem.bad("problem.bad-request", "multipart/form-data"), locale);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noSuchAddress(NoResourceFoundException missing, Locale locale) {
        return refused(Problem.missing("problem.not-found", "/" + missing.getResourcePath()), locale);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> wrongMethod(HttpRequestMethodNotSupportedException wrong, Locale locale) {
        String[] accepted = wrong.getSupportedMethods();
        Problem problem =
                Problem.bad("problem.method", wrong.getMethod(), accepted == null ? "-" : String.join(", ", accepted));
        return refused(problem, locale);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> wrongType(HttpMediaTypeNotSupportedException wrong, Locale locale) {
        return refused(Problem.bad("problem.media-type", String.valueOf(wrong.getContentType())), locale);
    }

    /**
     * What the database itself refuses. A character, number or day that it cannot hold is the sender's to mend, wherever it
     * was sent; a row beyond the reach is nobody's to write. The doors refuse that before, so the log tells which did not.
     */
    @ExceptionHandler
    @Nullable
    ResponseEntity<ProblemDetail> refusedByTheDatabase(DataAccessException failure, Locale locale) {
        String state = failure.getRootCause() instanceof SQLException cause ? cause.getSQLState() : null;
        if (state != null && state.startsWith(DATA_EXCEPTION)) {
            return refused(Problem.bad("problem.unstorable"), locale);
        }
        if (INSUFFICIENT_PRIVILEGE.equals(state)) {
            LOG.warn("The database refused what no door did", failure);
            return refused(Problem.notAllowed("problem.out-of-reach"), locale);
        }
        return ownFault(failure, locale);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notThatWay(HttpMediaTypeNotAcceptableException wrong, Locale locale) {
        return refused(Problem.bad("problem.bad-request", "Accept"), locale);
    }

    /** What nobody foresaw: told with a number, under which the log holds the cause. */
    @ExceptionHandler
    @Nullable
    ResponseEntity<ProblemDetail> ownFault(Exception failure, Locale locale) {
        if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            // Nobody is there any more to be answered.
            return null;
        }
        String number = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Failure {}", number, failure);
        ProblemDetail body = ProblemDetail.forStatus(HttpStatus.INTERNAL_SERVER_ERROR);
        body.setTitle(HttpStatus.INTERNAL_SERVER_ERROR.getReasonPhrase());
        body.setDetail(words.tell("problem.internal", List.of(number), locale));
        body.setProperty("code", "problem.internal");
        body.setProperty("faults", List.of());
        return ResponseEntity.internalServerError()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }

    private static String path(DatabindException wrong) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : wrong.getPath()) {
            if (step.getPropertyName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            } else {
                path.append('[').append(step.getIndex()).append(']');
            }
        }
        return path.toString();
    }
}
