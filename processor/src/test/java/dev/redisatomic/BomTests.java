package dev.redisatomic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The BOM lists what is published, and brings nothing else into the builds that import it. */
class BomTests {

  private static final Path ROOT = Path.of("..");

  /** The only modules that are not published, and the BOM itself. */
  private static final Set<String> NOT_LISTED = Set.of("sample-app", "benchmarks", "bom");

  private final Document bom = read("bom");

  @Test
  void everyPublishedModuleIsListed() {
    List<String> published =
        texts(read("."), "/project/modules/module").stream()
            .filter(module -> !NOT_LISTED.contains(module))
            .map(module -> text(read(module), "/project/artifactId"))
            .toList();

    assertThat(published).contains("redis-atomic-processor");
    assertThat(managed("artifactId")).containsExactlyInAnyOrderElementsOf(published);
  }

  @Test
  void nothingElseComesAlong() {
    assertThat(managed("groupId")).containsOnly("dev.redisatomic");
    assertThat(texts(bom, "/project/parent")).isEmpty();
  }

  @Test
  void theVersionIsThatOfTheOthers() {
    assertThat(text(bom, "/project/version")).isEqualTo(text(read("."), "/project/version"));
    assertThat(managed("version")).containsOnly("${project.version}");
  }

  private List<String> managed(String element) {
    return texts(bom, "/project/dependencyManagement/dependencies/dependency/" + element);
  }

  private static Document read(String module) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(ROOT.resolve(module).resolve("pom.xml").toFile());
    } catch (Exception e) {
      throw new IllegalStateException("The pom.xml of " + module + " cannot be read", e);
    }
  }

  private static String text(Document document, String path) {
    assertThat(texts(document, path)).as(path).hasSize(1);
    return texts(document, path).get(0);
  }

  private static List<String> texts(Document document, String path) {
    XPath xpath = XPathFactory.newInstance().newXPath();
    List<String> texts = new ArrayList<>();
    try {
      NodeList nodes = (NodeList) xpath.evaluate(path, document, XPathConstants.NODESET);
      for (int i = 0; i < nodes.getLength(); i++) {
        texts.add(nodes.item(i).getTextContent());
      }
    } catch (Exception e) {
      throw new IllegalArgumentException(path, e);
    }
    return texts;
  }
}
