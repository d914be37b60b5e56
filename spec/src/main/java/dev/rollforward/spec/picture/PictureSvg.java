package dev.rollforward.spec.picture;

import dev.rollforward.spec.text.Prose;
import dev.rollforward.spec.text.Xml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws a picture as SVG that stands alone: light or dark as the reader's system is, with a title
 * and a description for those who cannot see it, and with no script and no reference to anything
 * else.
 */
public final class PictureSvg {
  private static final int MARGIN = 24;
  private static final int LEAST_WIDTH = 720;

  /** From one lifeline to the next, and how much of that stays free. */
  private static final int LANE = 148;

  private static final int GAP = 10;
  private static final int LINE = 16;
  private static final int PADDING = 6;
  private static final int INDENT = 28;

  /** What fits in the widest of the usual fonts, in characters and in pixels for each. */
  private static final int LANE_CHARACTERS = 18;

  private static final double PROSE_CHARACTER = 7.4;

  private static final String STYLE =
      """
      .picture{color-scheme:light dark;--ground:#fff;--ink:#1b1f24;--soft:#59636e;--rail:#cfd5db;--box:#f4f6f8;--edge:#c4ccd4;--actor:#0a5bb0;--bad:#b3261e;--badground:#fdf0ee}
      @media (prefers-color-scheme:dark){.picture{--ground:#13161a;--ink:#e6e9ed;--soft:#9fa9b4;--rail:#3b434c;--box:#1f242a;--edge:#49525c;--actor:#82bbf7;--bad:#ff9488;--badground:#331b19}}
      .picture text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:var(--ink);white-space:pre}
      .picture .title{font-size:18px;font-weight:650}.picture .soft{fill:var(--soft)}.picture .head{font-weight:650;text-anchor:middle}
      .picture .number{fill:var(--soft);text-anchor:end;font-variant-numeric:tabular-nums}.picture .who{font-weight:650;fill:var(--actor)}
      .picture .action{font:12px ui-monospace,"SFMono-Regular",Menlo,"DejaVu Sans Mono",monospace;fill:var(--soft)}.picture .cell{font-size:12.5px;font-variant-numeric:tabular-nums}
      .picture .ground{fill:var(--ground)}.picture line{stroke:var(--rail)}.picture .box{fill:var(--box);stroke:var(--edge)}
      .picture .arrow{stroke:var(--actor);stroke-width:1.5;fill:none}.picture circle{fill:var(--actor)}
      .picture .bad{fill:var(--bad);font-weight:650}.picture .badground{fill:var(--badground)}.picture .badbox{fill:var(--ground);stroke:var(--bad)}
      """;

  private final Picture picture;
  private final SvgLayer under = new SvgLayer();
  private final SvgLayer rails = new SvgLayer();
  private final SvgLayer over = new SvgLayer();
  private final int width;
  private int y = MARGIN;

  private PictureSvg(Picture picture) {
    this.picture = picture;
    this.width = Math.max(LEAST_WIDTH, 2 * MARGIN + picture.lifelines().size() * LANE - GAP);
  }

  /** The picture as the text of an SVG file. */
  public static String of(Picture picture) {
    return new PictureSvg(picture).draw();
  }

  /** The style that each picture has in it, for a page that shows several. */
  public static String style() {
    return STYLE;
  }

  private String draw() {
    heading();
    int from = heads();
    picture.rows().forEach(this::row);
    picture.lifelines().forEach(lifeline -> rails.line(middle(lifeline), from, y));
    if (!picture.ending().isEmpty()) {
      prose(picture.ending(), "soft");
    }
    picture.broken().ifPresent(broken -> prose(words(broken), "bad"));
    return """
        <svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 0 %1$s %2$s" width="%1$s" height="%2$s" role="img">
        <title>%3$s</title>
        <desc>%4$s</desc>
        <style>
        %5$s</style>
        <rect class="ground" width="%1$s" height="%2$s"/>
        %6$s%7$s%8$s</svg>
        """
        .formatted(
            width,
            y + MARGIN,
            Xml.escape(picture.title()),
            Xml.escape(description()),
            STYLE,
            under,
            rails,
            over);
  }

  /** All of it as running text. */
  private String description() {
    StringBuilder text = new StringBuilder(picture.caption());
    text.append(text.isEmpty() ? "" : ". ");
    picture.rows().stream()
        .skip(1)
        .forEach(
            row ->
                text.append(row.number())
                    .append(". ")
                    .append((row.who() + " " + row.sentence()).strip())
                    .append(". "));
    picture.broken().ifPresent(broken -> text.append(words(broken)));
    return text.toString().strip();
  }

  private static String words(Picture.Broken broken) {
    String harm = broken.harm().isEmpty() ? "" : ": " + broken.harm();
    return broken.property() + " broke at step " + broken.step() + harm + ".";
  }

  private void heading() {
    y += LINE;
    over.text("title", MARGIN, y, picture.title());
    if (!picture.caption().isEmpty()) {
      y += PADDING;
      prose(picture.caption(), "soft");
    }
    y += PADDING;
  }

  private void prose(String text, String kind) {
    y += PADDING;
    for (String line : Prose.wrap(text, characters(width - 2 * MARGIN))) {
      y += LINE;
      over.text(kind, MARGIN, y, line);
    }
  }

  private static int characters(int pixels) {
    return (int) (pixels / PROSE_CHARACTER);
  }

  /** The names over the lifelines; where these begin. */
  private int heads() {
    y += 2 * LINE;
    picture
        .lifelines()
        .forEach(lifeline -> over.text("head", middle(lifeline), y, lifeline.name()));
    y += PADDING;
    return y;
  }

  private void row(Picture.Row row) {
    boolean broken = picture.broken().map(b -> b.step() == row.number()).orElse(false);
    int top = y;
    over.open("g");
    caption(row, broken);
    cells(row, broken);
    over.close("g");
    y += 2 * PADDING;
    if (broken) {
      under.rect("badground", MARGIN / 2, top + PADDING, width - MARGIN, y - top - PADDING);
    }
  }

  /** Who does what; the ground under it hides the lifelines. */
  private void caption(Picture.Row row, boolean broken) {
    String who = row.who().isEmpty() ? "" : row.who() + " ";
    boolean named = row.sentence().equals(row.action()) || row.number() == 0;
    String action = named ? "" : "  " + row.action();
    List<String> lines =
        Prose.wrap(who + row.sentence(), characters(width - 2 * MARGIN - INDENT) - action.length());
    over.rect(
        broken ? "badground" : "ground",
        MARGIN,
        y + PADDING + 2,
        width - 2 * MARGIN,
        lines.size() * LINE + PADDING);
    y += PADDING;
    for (int i = 0; i < lines.size(); i++) {
      y += LINE;
      String begins = i == 0 && lines.get(0).startsWith(who) ? who : "";
      if (i == 0) {
        over.text("number", MARGIN + INDENT - 10, y, Integer.toString(row.number()));
      }
      over.runs(
          broken ? "bad" : "",
          MARGIN + INDENT,
          y,
          new SvgLayer.Run("who", begins),
          new SvgLayer.Run("", lines.get(i).substring(begins.length())),
          new SvgLayer.Run("action", i == lines.size() - 1 ? action : ""));
    }
    y += PADDING + 2;
  }

  private void cells(Picture.Row row, boolean broken) {
    Map<Lifeline, List<String>> cells = texts(row);
    int at = y + (LINE + PADDING) / 2;
    row.actor()
        .ifPresent(
            actor -> {
              cells.keySet().stream()
                  .filter(lifeline -> !lifeline.equals(actor))
                  .forEach(lifeline -> over.arrow(middle(actor), tip(actor, lifeline), at));
              over.dot(middle(actor), at);
            });
    cells.forEach(
        (lifeline, lines) -> {
          int left = left(lifeline);
          over.rect(broken ? "badbox" : "box", left, y, LANE - GAP, lines.size() * LINE + PADDING);
          for (int i = 0; i < lines.size(); i++) {
            over.text("cell", left + PADDING, y + (i + 1) * LINE - 2, lines.get(i));
          }
        });
    int lines = cells.values().stream().mapToInt(List::size).max().orElse(1);
    y += lines * LINE + PADDING;
  }

  private Map<Lifeline, List<String>> texts(Picture.Row row) {
    Map<Lifeline, List<String>> texts = new LinkedHashMap<>();
    for (Lifeline lifeline : picture.lifelines()) {
      List<String> lines =
          row.changes().stream()
              .filter(change -> change.lifeline().equals(lifeline))
              .flatMap(change -> Prose.wrap(change.text(), LANE_CHARACTERS).stream())
              .toList();
      if (!lines.isEmpty()) {
        texts.put(lifeline, lines);
      }
    }
    return texts;
  }

  private int tip(Lifeline from, Lifeline to) {
    return middle(to) > middle(from) ? left(to) - 1 : left(to) + LANE - GAP + 1;
  }

  private int left(Lifeline lifeline) {
    return MARGIN + picture.lifelines().indexOf(lifeline) * LANE;
  }

  private int middle(Lifeline lifeline) {
    return left(lifeline) + (LANE - GAP) / 2;
  }
}
