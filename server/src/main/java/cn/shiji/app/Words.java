package cn.shiji.app;

import cn.shiji.kernel.Problem;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Tells problems in the reader's language. */
@Component
class Words {

    private final MessageSource messages;

    Words(MessageSource messages) {
        this.messages = messages;
    }

    String tell(Problem problem, Locale locale) {
        return tell(problem.code(), problem.args(), locale);
    }

    String tell(Problem.Fault fault, Locale locale) {
        return tell(fault.code(), fault.args(), locale);
    }

    String tell(String code, List<Object> args, Locale locale) {
        Object[] filled = args.stream()
                .map(arg -> switch (arg) {
                    case Problem.Word word -> tell(word.code(), List.of(), locale);
                    case List<?> several ->
                        several.stream()
                                .map(one ->
                                        one instanceof Problem.Word word ? tell(word.code(), List.of(), locale) : one)
                                .map(String::valueOf)
                                .collect(Collectors.joining(messages.getMessage("problem.and", null, locale)));
                    default -> arg;
                })
                // Years and ids are told as they are, not with separators of thousands.
                .map(arg -> arg instanceof Number ? arg.toString() : arg)
                .toArray();
        return messages.getMessage(code, filled, code, locale) instanceof String words ? words : code;
    }
}
