package dev.redisatomic.command;

/** A command as its words. */
final class PlainCommand implements Command {
  private final String name;
  private final byte[] firstWord;
  private final byte[][] arguments;

  PlainCommand(String name, byte[] firstWord, byte[][] arguments) {
    this.name = name;
    this.firstWord = firstWord;
    this.arguments = arguments;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return arguments.length + 1;
  }

  @Override
  public byte[] word(int index) {
    return index == 0 ? firstWord : arguments[index - 1];
  }

  @Override
  public String toString() {
    return name;
  }
}
