package cn.shiji.directory.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.shiji.kernel.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;

/** What is read of a sheet before anybody knows what it means. */
class SheetsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 5);

    @Test
    void aTextListIsReadInWhateverEncodingAndWithWhateverDelimiterOfficesUse() {
        String plain = "代码,名称\n510302001000,五星街街道\n";
        for (byte[] sent : List.of(
                plain.getBytes(StandardCharsets.UTF_8),
                ("\uFEFF" + plain).getBytes(StandardCharsets.UTF_8),
                plain.getBytes(Charset.forName("GB18030")),
                ("\uFEFF" + plain).getBytes(StandardCharsets.UTF_16LE),
                plain.replace(',', ';').getBytes(StandardCharsets.UTF_8),
                plain.replace(",", "\t").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))) {
            assertThat(rows(sent)).containsExactly(List.of("代码", "名称"), List.of("510302001000", "五星街街道"));
        }
    }

    @Test
    void aQuotedCellMayHoldDelimitersLinesAndQuotes() {
        assertThat(rows("名称,备注\n\"石桥村\",\"一,二\n三\"\"四\"\"\"\n".getBytes(StandardCharsets.UTF_8)))
                .containsExactly(List.of("名称", "备注"), List.of("石桥村", "一,二 三\"四\""));
    }

    @Test
    void aQuoteThatIsNeverClosedIsNamedWithItsRow() {
        assertThatThrownBy(() -> rows("名称\n好村\n\"坏村\n再一行\n".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo("import.unbalanced-quote");
                    assertThat(problem.args()).contains(3);
                });
    }

    @Test
    void aWorkbookGivesCodesAsDigitsAndDaysAsDays() throws IOException {
        var out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("单位");
            sheet.value(0, 0, "代码");
            sheet.value(0, 1, "启用日期");
            sheet.value(1, 0, 510302001000L);
            sheet.value(1, 1, LocalDate.of(2024, 1, 2));
            sheet.style(1, 1).format("yyyy/m/d").set();
            sheet.value(3, 0, "第四行");
        }
        assertThat(rows(out.toByteArray()))
                .containsExactly(List.of("代码", "启用日期"), List.of("510302001000", "2024-01-02"), List.of("第四行"));
    }

    @Test
    void whatIsNoListIsRefusedInWords() {
        byte[] old = new byte[600];
        old[0] = (byte) 0xD0;
        old[1] = (byte) 0xCF;
        old[2] = 0x11;
        old[3] = (byte) 0xE0;
        for (byte[] sent : List.of(
                old,
                "%PDF-1.7".getBytes(StandardCharsets.US_ASCII),
                "<html><table></table></html>".getBytes(StandardCharsets.US_ASCII),
                new byte[] {0x50, 0x4B, 0x03, 0x04, 1, 2, 3},
                new byte[] {0, 1, 2, 3})) {
            assertThatThrownBy(() -> SentSheet.open("名单", sent)).isInstanceOf(Problem.class);
        }
    }

    @Test
    void headsAreRecognisedBelowATitleAndWithTheRemarksOfOffices() {
        Mapping mapping =
                Mapping.recognised(ListKind.PEOPLE, List.of(new String[] {"青溪镇干部名单"}, new String[] {}, new String[] {
                    "序号", "姓 名*", "身份证号码（18位）", "联系电话", "所在单位", "职务", "问题"
                }));

        assertThat(mapping.headRow()).isEqualTo(3);
        assertThat(mapping.columns())
                .isEqualTo(Map.of(Field.PERSON, 1, Field.IDENTITY, 2, Field.PHONE, 3, Field.UNIT, 4, Field.TITLE, 5));
    }

    @Test
    void theHeadsOfSourcesInEnglishAreRecognised() {
        assertThat(Mapping.recognised(
                                ListKind.UNITS, List.<String[]>of(new String[] {"code", "name", "level", "parent"}))
                        .columns())
                .isEqualTo(Map.of(Field.CODE, 0, Field.NAME, 1, Field.KIND, 2, Field.PARENT, 3));
        assertThat(Mapping.recognised(ListKind.DIFFERENCES, List.<String[]>of(new String[] {
                            "code", "name", "areaCode", "provinceCode", "cityCode"
                        }))
                        .columns())
                .isEqualTo(Map.of(Field.CODE, 0, Field.NAME, 1, Field.PARENT, 2));
    }

    @Test
    void anIdentityNumberIsRefusedForWhatIsWrongWithIt() {
        assertThat(IdentityNumber.wrong(
                        "510302199003078516".substring(0, 17) + IdentityNumber.check("51030219900307851"), TODAY))
                .isEmpty();
        assertThat(IdentityNumber.wrong("51030219900307851", TODAY)).contains(IdentityNumber.Wrong.FORM);
        assertThat(IdentityNumber.wrong("510302900307851", TODAY)).contains(IdentityNumber.Wrong.OLD);
        assertThat(IdentityNumber.wrong("510302199003078000", TODAY)).contains(IdentityNumber.Wrong.ROUNDED);
        assertThat(IdentityNumber.wrong("5.10302E+17", TODAY)).contains(IdentityNumber.Wrong.ROUNDED);
        assertThat(IdentityNumber.wrong("510302199002308514", TODAY)).contains(IdentityNumber.Wrong.BIRTH);
        assertThat(IdentityNumber.wrong("510302209903078514", TODAY)).contains(IdentityNumber.Wrong.BIRTH);
    }

    @Test
    void codesAreFilledUpAndTellWhatStandsAbove() {
        assertThat(Codes.full("5103")).contains("510300000000");
        assertThat(Codes.full("510302001")).contains("510302001000");
        assertThat(Codes.full("51030")).isEmpty();
        assertThat(Codes.above("510302001002")).isEqualTo("510302001000");
        assertThat(Codes.above("510302001000")).isEqualTo("510302000000");
        assertThat(Codes.above("441900003000")).isEqualTo("441900000000");
        assertThat(Codes.above("510000000000")).isNull();
    }

    @Test
    void aRowIsToldEverythingThatIsWrongWithItAtOnce() {
        Mapping mapping = new Mapping(
                ListKind.PEOPLE,
                1,
                Map.of(Field.PERSON, 0, Field.IDENTITY, 1, Field.PHONE, 2, Field.SEX, 3, Field.UNIT, 4));
        List<Fault> faults = new ArrayList<>();
        PersonRow.read(7, new String[] {"王5", "123", "12345", "不详", ""}, mapping, TODAY, faults::add);

        assertThat(faults)
                .extracting(Fault::code)
                .containsExactlyInAnyOrder(
                        "import.fault.person-name",
                        "import.fault.identity-form",
                        "import.fault.phone",
                        "import.fault.sex",
                        "import.fault.unit-missing");
        assertThat(faults)
                .filteredOn(fault -> fault.field() == Field.PHONE)
                .allSatisfy(fault -> assertThat(fault.value()).doesNotContain("12345"));
    }

    private static List<List<String>> rows(byte[] sent) {
        List<List<String>> rows = new ArrayList<>();
        SentSheet.open("名单", sent).read((number, cells) -> {
            if (!Cells.blank(cells)) {
                rows.add(List.of(cells));
            }
            return true;
        });
        return rows;
    }
}
