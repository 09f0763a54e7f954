package dev.redisatomic.sample.page;

import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** One window of a browser without a screen, with a profile of its own. */
class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ChromeDriver driver;
  private final String address;

  Browser(File chromium, File driver, String address) {
    LoggingPreferences console = new LoggingPreferences();
    console.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium);
    options.setCapability(ChromeOptions.LOGGING_PREFS, console);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync");
    this.driver =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(driver).build(), options);
    this.address = address;
  }

  /** Loads the page, at one of its views. */
  Browser open(String view) {
    driver.get(address + "#" + view);
    return this;
  }

  void reload() {
    driver.navigate().refresh();
  }

  /** As wide as a phone, or not. */
  void resize(int width) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", true));
  }

  void click(String selector) {
    element(selector).click();
  }

  void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Replaces what is in a field. */
  void type(String selector, String text) {
    element(selector).sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
  }

  /** Chooses from a list what is called so. */
  void choose(String selector, String option) {
    new Select(element(selector)).selectByVisibleText(option);
  }

  String text(String selector) {
    return element(selector).getText();
  }

  /** The text of several elements, each. */
  List<String> texts(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream().map(WebElement::getText).toList();
  }

  boolean isEnabled(String selector) {
    return element(selector).isEnabled();
  }

  boolean isShown(String selector) {
    return element(selector).isDisplayed();
  }

  /** The text of an element as soon as a part of it is there. */
  String await(String selector, String part) {
    new WebDriverWait(driver, PATIENCE)
        .withMessage(() -> "Not in " + selector + ": '" + part + "' but '" + text(selector) + "'")
        .until(any -> text(selector).contains(part));
    return text(selector);
  }

  /** What a piece of code returns that may await. */
  Object await(String body) {
    return Objects.requireNonNull(
        driver.executeAsyncScript(
            "(async () => {" + body + "})().then(arguments[0], e => arguments[0](String(e)))"));
  }

  Object evaluate(String expression) {
    return Objects.requireNonNull(driver.executeScript("return " + expression));
  }

  /** What the console says is wrong; a request that was refused is one such thing. */
  List<String> errors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(entry -> entry.getMessage())
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }

  private WebElement element(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }
}
