package dev.rollforward.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** A document of the project, of which a page shows parts. Its links become plain text. */
final class Markdown {
  private static final List<TablesExtension> TABLES =
      List.of((TablesExtension) TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
  private static final HtmlRenderer HTML =
      HtmlRenderer.builder().extensions(TABLES).escapeHtml(true).sanitizeUrls(true).build();

  private final Node document;

  Markdown(String text) {
    document = PARSER.parse(text);
    document.accept(new Unlinked());
  }

  /** A page that stands alone has nothing to link to. */
  private static final class Unlinked extends AbstractVisitor {
    @Override
    public void visit(Link link) {
      visitChildren(link);
      replace(link);
    }

    @Override
    public void visit(Image image) {
      image.unlink();
    }

    private static void replace(Node node) {
      Node last = node;
      while (node.getFirstChild() != null) {
        Node child = node.getFirstChild();
        last.insertAfter(child);
        last = child;
      }
      node.unlink();
    }
  }

  /**
   * A table.
   *
   * @param heads its columns, as text
   * @param rows its cells, as markup
   * @param texts its cells, as text
   */
  record Table(List<String> heads, List<List<Html>> rows, List<List<String>> texts) {}

  /** The first table whose first column is called so. */
  Optional<Table> table(String firstColumn) {
    List<Table> found = new ArrayList<>();
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(CustomBlock block) {
            if (block instanceof TableBlock) {
              found.add(read(block));
            }
          }
        });
    return found.stream().filter(table -> table.heads().get(0).equals(firstColumn)).findFirst();
  }

  private static Table read(Node block) {
    List<String> heads = new ArrayList<>();
    List<List<Html>> rows = new ArrayList<>();
    List<List<String>> texts = new ArrayList<>();
    block.accept(
        new AbstractVisitor() {
          @Override
          public void visit(CustomNode node) {
            if (node instanceof TableRow) {
              List<Html> cells = new ArrayList<>();
              List<String> words = new ArrayList<>();
              for (Node cell = node.getFirstChild(); cell != null; cell = cell.getNext()) {
                cells.add(inside(cell));
                words.add(text(cell));
              }
              if (node.getParent() instanceof TableHead) {
                heads.addAll(words);
              } else {
                rows.add(cells);
                texts.add(words);
              }
            } else {
              visitChildren(node);
            }
          }
        });
    return new Table(heads, rows, texts);
  }

  private static Html inside(Node node) {
    StringBuilder markup = new StringBuilder();
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      markup.append(HTML.render(child));
    }
    return new Html(markup.toString());
  }

  private static String text(Node node) {
    StringBuilder words = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text text) {
            words.append(text.getLiteral());
          }

          @Override
          public void visit(Code code) {
            words.append(code.getLiteral());
          }

          @Override
          public void visit(SoftLineBreak end) {
            words.append(' ');
          }
        });
    return words.toString().strip();
  }

  /** The first paragraph or quotation that begins with these words. */
  Optional<Html> paragraph(String beginning) {
    List<Html> found = new ArrayList<>();
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Paragraph paragraph) {
            if (text(paragraph).startsWith(beginning)) {
              found.add(new Html(HTML.render(paragraph)));
            }
          }
        });
    return found.stream().findFirst();
  }
}
