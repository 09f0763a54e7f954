package dev.redisatomic.testing;

/**
 * An atomic method as a test names it.
 *
 * @param given such as {@code BankService.transfer}, with or without the types of its parameters
 */
record MethodName(String given) {

  /** Whether it names the method that the library calls so. */
  boolean isOf(String fullName) {
    return fullName.equals(given) || fullName.startsWith(given + "(");
  }

  /** The code of a call with this name, for messages. */
  String in(String call) {
    return call + "(\"" + given + "\")";
  }

  @Override
  public String toString() {
    return given;
  }
}
