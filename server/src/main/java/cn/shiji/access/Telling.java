package cn.shiji.access;

import cn.shiji.kernel.Problem;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Tells words of the message files, with words among what fills them. */
@Component
class Telling {

    private final MessageSource messages;

    Telling(MessageSource messages) {
        this.messages = messages;
    }

    String tell(Locale language, String code, Object... args) {
        Object[] filled = Arrays.stream(args)
                .map(arg -> arg instanceof Problem.Word word ? tell(language, word.code()) : arg)
                .map(arg -> arg instanceof Number ? arg.toString() : arg)
                .toArray();
        return String.valueOf(messages.getMessage(code, filled, code, language));
    }
}
