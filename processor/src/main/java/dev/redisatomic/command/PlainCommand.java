package dev.redisatomic.command;

/** A command as its words. */
record PlainCommand(String name, byte[] firstWord, byte[][] arguments) implements Command {
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
