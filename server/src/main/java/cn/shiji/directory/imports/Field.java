package cn.shiji.directory.imports;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a column of a list can hold, and the heads by which it is recognised. */
enum Field {
    CODE(false, "代码", "编码", "区划代码", "统计用区划代码", "行政区划代码", "单位代码", "机构代码", "code", "unitcode"),
    NAME(true, "名称", "单位名称", "区划名称", "机构名称", "单位", "name", "unitname"),
    KIND(false, "级别", "类型", "类别", "层级", "单位类型", "level", "kind", "type"),
    PARENT(
            false,
            "上级",
            "上级代码",
            "上级编码",
            "上级单位",
            "上级名称",
            "父级",
            "父级代码",
            "所属",
            "所属单位",
            "主管单位",
            "parent",
            "parentcode",
            "areacode",
            "pid"),
    SINCE(false, "启用日期", "设立日期", "成立日期", "起始日期", "生效日期", "since"),

    PERSON(true, "姓名", "名字", "人员姓名", "name", "fullname"),
    IDENTITY(
            false, "身份证号", "身份证", "身份证号码", "公民身份号码", "证件号码", "证件号", "identity", "identitynumber", "idnumber", "idcard"),
    PHONE(false, "手机号", "手机", "电话", "联系电话", "手机号码", "联系方式", "phone", "mobile", "tel"),
    SEX(false, "性别", "sex", "gender"),
    BIRTH(false, "出生日期", "出生年月日", "生日", "出生", "birth", "birthday", "birthdate"),
    UNIT(true, "单位", "所在单位", "所属单位", "工作单位", "部门", "村", "所在村", "单位名称", "unit"),
    TITLE(false, "职务", "岗位", "职位", "身份", "title", "post", "position"),
    CADRE(false, "是否干部", "干部", "cadre");

    /** The heads of the last column of a file of ours that came back: what was wrong with the row. */
    private static final Set<String> PROBLEM_HEADS = Set.of("问题", "problems");

    private static final Set<Field> UNIT_FIELDS = EnumSet.range(CODE, SINCE);
    private static final Set<Field> PERSON_FIELDS = EnumSet.range(PERSON, CADRE);

    private final boolean needed;
    private final List<String> heads;

    Field(boolean needed, String... heads) {
        this.needed = needed;
        this.heads = List.of(heads);
    }

    /** The word used in JSON, in the database and in the message files. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a list without this column cannot be read. */
    boolean needed() {
        return needed;
    }

    /** Whether what it holds is kept sealed and shown masked. */
    boolean sealed() {
        return this == IDENTITY || this == PHONE;
    }

    /** The head under which we write it ourselves. */
    String head() {
        return heads.getFirst();
    }

    /** The fields a list of this kind can have, in the order in which we write them. */
    static Set<Field> of(ListKind kind) {
        return switch (kind) {
            case UNITS, DIFFERENCES -> UNIT_FIELDS;
            case PEOPLE -> PERSON_FIELDS;
        };
    }

    static Optional<Field> find(ListKind kind, String word) {
        return of(kind).stream().filter(field -> field.word().equals(word)).findFirst();
    }

    /** Whether the column is the one in which we said what was wrong. */
    static boolean isProblems(String head) {
        return PROBLEM_HEADS.contains(plain(head));
    }

    /** How well a head names this field: 0 not at all, the more the better. */
    int likeness(String head) {
        String plain = plain(head);
        int at = heads.indexOf(plain);
        if (at >= 0) {
            return 1_000 - at;
        }
        return Arrays.stream(heads.toArray(String[]::new))
                        .anyMatch(one -> one.length() >= 2 && one.charAt(0) > 0x7F && plain.contains(one))
                ? 100
                : 0;
    }

    /** A head without what people add to it: remarks in brackets, stars for must, blanks, capital letters. */
    static String plain(String head) {
        return Cells.plain(head)
                .replaceAll("[（(\\[【].*?[）)\\]】]", "")
                .replaceAll("[*＊:：_\\-/\\s]", "")
                .toLowerCase(Locale.ROOT);
    }
}
