package cn.shiji.app;

import cn.shiji.access.Access;
import cn.shiji.access.Rows;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.UnitId;
import cn.shiji.report.Reports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationContext;

/**
 * {@code ./shiji report build}: the report of a unit and year as a Word file, in the name of the unit's office, or of the
 * town's for a unit below it. Nothing but the trail is written to the database.
 */
record ReportBuildCommand(Class<?> program) implements Command {

    private static final String ENDING = ".docx";
    private static final int FIRST_YEAR = 1949;
    private static final int LAST_YEAR = 2200;

    @Override
    public String usage() {
        return "report build --unit U --year Y --out F.docx [--data ./data]";
    }

    @Override
    public String summary() {
        return "按已发布的计划和记录生成报告 / build a report from the published plan and the records";
    }

    @Override
    public int run(List<String> arguments) throws Exception {
        Options options = Options.of(arguments, usage(), Set.of("unit", "year", "out", "data"), Set.of());
        options.words(0, 0);
        String unit = options.required("unit");
        options.required("year");
        int year = options.number("year", 0, FIRST_YEAR, LAST_YEAR);
        Path out = options.file(options.required("out"));
        if (!out.toString().toLowerCase(Locale.ROOT).endsWith(ENDING)) {
            throw options.wrong("只能输出 .docx / only .docx can be written: " + out);
        }
        Path data = options.data();
        if (!Application.hasDatabase(data)) {
            throw options.wrong("这里没有数据 / there is no data here: " + data);
        }
        return Application.command(program, data, application -> {
            try {
                Files.write(out, document(application, unit, year));
            } catch (Problem problem) {
                throw new BadUsage(application.getBean(Words.class).tell(problem, Locale.CHINESE));
            }
            System.out.println(out);
            return 0;
        });
    }

    private static byte[] document(ApplicationContext application, String wanted, int year) {
        Directory directory = application.getBean(Directory.class);
        Unit unit = unit(directory, wanted);
        Caller caller = officeFor(application.getBean(Access.class), directory, unit);
        return application
                .getBean(Rows.class)
                .as(caller, () -> application.getBean(Reports.class).buildDocument(caller, unit.id(), year));
    }

    private static Unit unit(Directory directory, String wanted) {
        if (wanted.matches("\\d{1,18}")) {
            return directory.unit(new UnitId(Math.max(Long.parseLong(wanted), 1)));
        }
        Optional<Unit> top = directory.top();
        return top.flatMap(county -> directory.named(wanted, county.places()))
                .orElseThrow(() -> new BadUsage("没有叫“" + wanted + "”的单位 / there is no unit called " + wanted));
    }

    private static Caller officeFor(Access access, Directory directory, Unit unit) {
        Unit keeper = unit.kind() == UnitKind.COUNTY ? unit : directory.townOf(unit.id());
        return access.officeOf(keeper.id());
    }
}
