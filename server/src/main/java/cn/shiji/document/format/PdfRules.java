package cn.shiji.document.format;

import java.awt.geom.Point2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.pdfbox.contentstream.PDFGraphicsStreamEngine;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.util.Matrix;

/** Finds the straight lines that are drawn on a page, and the tables they make. */
final class PdfRules extends PDFGraphicsStreamEngine {

    /** A drawn rectangle thinner than this is a line, in points. */
    private static final float THIN = 3;

    /** Ends nearer than this meet, in points. */
    private static final float NEAR = 3;

    /** Lines shorter than this are no borders but strokes of a drawing, in points. */
    private static final float SHORTEST = 6;

    /** More lines than this are a drawing and no tables. */
    private static final int MOST_RULES = 4000;

    private static final int MOST_EDGES = 400;

    /** A line along one axis: where it stands on the other, and from where to where it runs. */
    private record Rule(float at, float from, float to) {}

    private final float left;
    private final float top;
    private final float area;
    private final List<Rule> across = new ArrayList<>();
    private final List<Rule> down = new ArrayList<>();

    /** The path that is being drawn: pieces of it as x1, y1, x2, y2. */
    private final List<float[]> path = new ArrayList<>();

    private final Point2D.Float current = new Point2D.Float();
    private final Point2D.Float begun = new Point2D.Float();
    private boolean picture;

    PdfRules(PDPage page) {
        super(page);
        PDRectangle box = page.getCropBox();
        this.left = box.getLowerLeftX();
        this.top = box.getUpperRightY();
        this.area = box.getWidth() * box.getHeight();
    }

    /** Whether pictures cover a good part of the page. */
    boolean hasPicture() {
        return picture;
    }

    // ---- what is drawn ---------------------------------------------------------------------------------------------

    @Override
    public void appendRectangle(Point2D p0, Point2D p1, Point2D p2, Point2D p3) {
        moveTo((float) p0.getX(), (float) p0.getY());
        lineTo((float) p1.getX(), (float) p1.getY());
        lineTo((float) p2.getX(), (float) p2.getY());
        lineTo((float) p3.getX(), (float) p3.getY());
        closePath();
    }

    @Override
    public void moveTo(float x, float y) {
        current.setLocation(x, y);
        begun.setLocation(x, y);
    }

    @Override
    public void lineTo(float x, float y) {
        if (path.size() < MOST_RULES) {
            path.add(new float[] {current.x, current.y, x, y});
        }
        current.setLocation(x, y);
    }

    @Override
    public void curveTo(float x1, float y1, float x2, float y2, float x3, float y3) {
        current.setLocation(x3, y3);
    }

    @Override
    public Point2D getCurrentPoint() {
        return current;
    }

    @Override
    public void closePath() {
        lineTo(begun.x, begun.y);
    }

    @Override
    public void strokePath() {
        path.forEach(piece -> rule(piece[0], piece[1], piece[2], piece[3]));
        path.clear();
    }

    /** A filled path is a line when it is thin; Word draws borders so. */
    @Override
    public void fillPath(int windingRule) {
        if (path.size() >= 3 && path.size() <= 5) {
            float minX = Float.MAX_VALUE;
            float minY = Float.MAX_VALUE;
            float maxX = -Float.MAX_VALUE;
            float maxY = -Float.MAX_VALUE;
            for (float[] piece : path) {
                minX = Math.min(minX, Math.min(piece[0], piece[2]));
                maxX = Math.max(maxX, Math.max(piece[0], piece[2]));
                minY = Math.min(minY, Math.min(piece[1], piece[3]));
                maxY = Math.max(maxY, Math.max(piece[1], piece[3]));
            }
            if (maxY - minY < THIN) {
                rule(minX, (minY + maxY) / 2, maxX, (minY + maxY) / 2);
            } else if (maxX - minX < THIN) {
                rule((minX + maxX) / 2, minY, (minX + maxX) / 2, maxY);
            }
        }
        path.clear();
    }

    @Override
    public void fillAndStrokePath(int windingRule) {
        strokePath();
    }

    @Override
    public void endPath() {
        path.clear();
    }

    @Override
    public void drawImage(PDImage image) {
        Matrix matrix = getGraphicsState().getCurrentTransformationMatrix();
        float covered = Math.abs(matrix.getScalingFactorX() * matrix.getScalingFactorY());
        picture |= covered > area / 4;
    }

    @Override
    public void clip(int windingRule) {
        // What is cut off was never a border.
    }

    @Override
    public void shadingFill(COSName shading) {
        // Colours are no lines.
    }

    @Override
    public void showTextString(byte[] string) {
        // Text is read elsewhere.
    }

    @Override
    public void showTextStrings(COSArray array) throws IOException {
        // Text is read elsewhere.
    }

    private void rule(float x1, float y1, float x2, float y2) {
        if (across.size() + down.size() >= MOST_RULES) {
            return;
        }
        float fromX = Math.min(x1, x2) - left;
        float toX = Math.max(x1, x2) - left;
        float fromY = top - Math.max(y1, y2);
        float toY = top - Math.min(y1, y2);
        if (toY - fromY < THIN && toX - fromX >= SHORTEST) {
            across.add(new Rule((fromY + toY) / 2, fromX, toX));
        } else if (toX - fromX < THIN && toY - fromY >= SHORTEST) {
            down.add(new Rule((fromX + toX) / 2, fromY, toY));
        }
    }

    // ---- tables ----------------------------------------------------------------------------------------------------

    /** The tables the lines make: lines that meet, at least two each way and more than one field between them. */
    List<PdfTable> tables() {
        List<Rule> rows = joined(across);
        List<Rule> columns = joined(down);
        int count = rows.size() + columns.size();
        int[] group = new int[count];
        for (int i = 0; i < count; i++) {
            group[i] = i;
        }
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < columns.size(); j++) {
                if (meet(rows.get(i), columns.get(j))) {
                    group[root(group, i)] = root(group, rows.size() + j);
                }
            }
        }
        var tables = new ArrayList<PdfTable>();
        for (int at = 0; at < count; at++) {
            if (root(group, at) != at) {
                continue;
            }
            var itsRows = new ArrayList<Rule>();
            var itsColumns = new ArrayList<Rule>();
            for (int i = 0; i < count; i++) {
                if (root(group, i) == at && i < rows.size()) {
                    itsRows.add(rows.get(i));
                } else if (root(group, i) == at) {
                    itsColumns.add(columns.get(i - rows.size()));
                }
            }
            table(itsRows, itsColumns, tables);
        }
        tables.sort(Comparator.comparing(PdfTable::top));
        return List.copyOf(tables);
    }

    private static void table(List<Rule> rows, List<Rule> columns, List<PdfTable> tables) {
        List<Float> ys = edges(rows);
        List<Float> xs = edges(columns);
        if (ys.size() < 2 || xs.size() < 2 || ys.size() > MOST_EDGES || xs.size() > MOST_EDGES) {
            return;
        }
        int height = ys.size() - 1;
        int width = xs.size() - 1;
        int[] field = new int[height * width];
        Arrays.setAll(field, i -> i);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                float x = (xs.get(column) + xs.get(column + 1)) / 2;
                float y = (ys.get(row) + ys.get(row + 1)) / 2;
                if (column + 1 < width && !runsThrough(columns, xs.get(column + 1), y)) {
                    field[root(field, row * width + column + 1)] = root(field, row * width + column);
                }
                if (row + 1 < height && !runsThrough(rows, ys.get(row + 1), x)) {
                    field[root(field, (row + 1) * width + column)] = root(field, row * width + column);
                }
            }
        }
        int[][] fields = new int[height][width];
        int[] numbers = new int[height * width];
        int known = 0;
        for (int i = 0; i < field.length; i++) {
            int root = root(field, i);
            if (numbers[root] == 0) {
                numbers[root] = ++known;
            }
            fields[i / width][i % width] = numbers[root] - 1;
        }
        if (known > 1) {
            tables.add(new PdfTable(xs, ys, fields));
        }
    }

    private static boolean runsThrough(List<Rule> rules, float at, float along) {
        return rules.stream()
                .anyMatch(rule -> Math.abs(rule.at() - at) <= NEAR && rule.from() <= along && rule.to() >= along);
    }

    /** Lines that continue each other, or lie on each other, as one. */
    private static List<Rule> joined(List<Rule> rules) {
        var sorted = new ArrayList<>(rules);
        sorted.sort(
                Comparator.comparingDouble((Rule rule) -> Math.round(rule.at())).thenComparingDouble(Rule::from));
        var joined = new ArrayList<Rule>();
        for (Rule rule : sorted) {
            Rule last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && Math.abs(last.at() - rule.at()) <= 1.5f && rule.from() - last.to() <= NEAR) {
                joined.set(joined.size() - 1, new Rule(last.at(), last.from(), Math.max(last.to(), rule.to())));
            } else {
                joined.add(rule);
            }
        }
        return joined;
    }

    private static List<Float> edges(List<Rule> rules) {
        var edges = new ArrayList<Float>();
        rules.stream().map(Rule::at).sorted().forEach(at -> {
            if (edges.isEmpty() || at - edges.getLast() > NEAR) {
                edges.add(at);
            }
        });
        return edges;
    }

    private static boolean meet(Rule across, Rule down) {
        return down.at() >= across.from() - NEAR
                && down.at() <= across.to() + NEAR
                && across.at() >= down.from() - NEAR
                && across.at() <= down.to() + NEAR;
    }

    private static int root(int[] group, int at) {
        int root = at;
        while (group[root] != root) {
            group[root] = group[group[root]];
            root = group[root];
        }
        return root;
    }
}
