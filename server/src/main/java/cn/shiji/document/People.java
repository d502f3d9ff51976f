package cn.shiji.document;

import cn.shiji.document.format.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the people a text makes answerable by a label: 责任领导：副镇长李四；责任人：王五. */
final class People {

    private static final Pattern LABEL =
            Pattern.compile("(?:(责任|牵头|分管|包联|包保|挂点|挂钩|联系|主管)领导|(?:具体|直接)?(?:责任|负责|联系|经办)人员?)\\s*[：:]\\s*");

    /** A list of names ends with its clause, its bracket or the next label. */
    private static final Pattern END = Pattern.compile("[；;。）)】\\]\\n\\r]|[\\u4e00-\\u9fff]{2,6}[：:]");

    private static final Pattern NAME = Pattern.compile("[\\u4e00-\\u9fff·]{2,14}");

    private People() {}

    /** The people named in a stretch, in order. */
    static List<TaskTables.Person> in(String text, Stretch stretch) {
        if (!stretch.has(text, '：') && !stretch.has(text, ':')) {
            return List.of();
        }
        var people = new ArrayList<TaskTables.Person>();
        Matcher label = LABEL.matcher(text).region(stretch.from(), stretch.to());
        while (label.find()) {
            PersonRole role = label.group(1) == null ? PersonRole.RESPONSIBLE_PERSON : PersonRole.ACCOUNTABLE_LEADER;
            Matcher end = END.matcher(text).region(label.end(), stretch.to());
            int to = end.find() ? end.start() : stretch.to();
            Matcher name = NAME.matcher(text).region(label.end(), to);
            while (name.find()) {
                people.add(new TaskTables.Person(new Stretch(name.start(), name.end()), role));
            }
        }
        return people;
    }
}
