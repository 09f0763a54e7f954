package dev.redisatomic.driver.lettuce;

import dev.redisatomic.command.Command;
import io.lettuce.core.protocol.CommandWrapper;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.protocol.TracedCommand;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Commands that are written at once or not at all, and how far they have come. The first one of
 * them encodes all, so that nothing can come between, and what has not been encoded can be
 * withdrawn.
 */
final class Batch {

  /** The time to wait for the end of a write after the channel was told to close. */
  private static final long END_OF_WRITE_MILLIS = 5_000;

  private enum Write {
    NOT_BEGUN,
    WITHDRAWN,
    BEGUN,
    DONE,
    FAILED
  }

  private final List<? extends Command> words;
  private final List<BatchCommand> commands;
  private final ReplyRecorder output;
  private final Thread caller = Thread.currentThread();
  private final AtomicReference<Write> write = new AtomicReference<>(Write.NOT_BEGUN);
  private boolean whole;
  private volatile boolean endOfWriteAwaited;
  private volatile boolean answered;
  private volatile @Nullable Throwable failure;

  /** Commands of the current thread, which is the one to wait for them. */
  Batch(List<? extends Command> words, LettuceErrors errors) {
    this.words = words;
    this.commands = new ArrayList<>(words.size());
    this.output = new ReplyRecorder(errors, words.size());
    for (int i = 0; i < words.size(); i++) {
      commands.add(new BatchCommand(this, words.get(i), i == 0, i == words.size() - 1));
    }
  }

  /** The one that stands for all on their way to the channel. */
  BatchCommand first() {
    return commands.get(0);
  }

  /**
   * The commands as they go to the channel, all of them. Where Lettuce traces, it has wrapped the
   * first one; the others get the same.
   *
   * @param first the first one as Lettuce has it
   */
  List<RedisCommand<?, ?, ?>> whole(RedisCommand<?, ?, ?> first) {
    TracedCommand<?, ?, ?> traced = CommandWrapper.unwrap(first, TracedCommand.class);
    List<RedisCommand<?, ?, ?>> all = new ArrayList<>(commands.size());
    all.add(first);
    for (BatchCommand command : commands.subList(1, commands.size())) {
      all.add(traced == null ? command : new TracedCommand<>(command, traced.getTraceContext()));
    }
    whole = true;
    return all;
  }

  /** The recorder of the replies to all commands. */
  ReplyRecorder output() {
    return output;
  }

  /** Writes all commands, unless they have been withdrawn. */
  void encode(ByteBuf buffer) {
    if (!whole) {
      throw new IllegalStateException("Lettuce has not passed all commands, but the first alone");
    }
    if (write.compareAndSet(Write.NOT_BEGUN, Write.BEGUN)) {
      for (Command command : words) {
        Encoding.write(command, buffer);
      }
    }
  }

  /** Sees to it that commands which have not been encoded never will be. */
  void withdraw() {
    write.compareAndSet(Write.NOT_BEGUN, Write.WITHDRAWN);
  }

  /** Takes in how the write ended: with all bytes given to the operating system, or not. */
  void written(boolean inFull) {
    write.compareAndSet(Write.BEGUN, inFull ? Write.DONE : Write.FAILED);
    if (endOfWriteAwaited) {
      LockSupport.unpark(caller);
    }
  }

  void answered() {
    answered = true;
    LockSupport.unpark(caller);
  }

  void failed(Throwable reason) {
    if (failure == null) {
      failure = reason;
    }
    LockSupport.unpark(caller);
  }

  boolean isOver() {
    return answered || failure != null;
  }

  /** The reason why there are no replies, once it is over. */
  @Nullable Throwable failure() {
    return answered ? null : failure;
  }

  List<@Nullable Object> replies() {
    return output.replies();
  }

  /**
   * Waits for all replies, or for a failure.
   *
   * @param timeoutMillis 0 or less: as long as it takes
   * @return whether it is over
   */
  boolean await(long timeoutMillis) {
    return await(this::isOver, timeoutMillis);
  }

  /**
   * Whether the server may have the last command in full. Comes after {@link #withdraw} and after
   * the channel was told to close, which ends every write soon.
   */
  boolean mayHaveArrived() {
    endOfWriteAwaited = true;
    await(() -> write.get() != Write.BEGUN, END_OF_WRITE_MILLIS);
    return write.get() == Write.DONE || write.get() == Write.BEGUN;
  }

  /** An interrupt does not end it: what was sent would be in doubt. The flag stays set. */
  private boolean await(BooleanSupplier condition, long timeoutMillis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    boolean interrupted = false;
    boolean met = condition.getAsBoolean();
    while (!met) {
      long left = deadline - System.nanoTime();
      if (timeoutMillis <= 0) {
        LockSupport.park(this);
      } else if (left > 0) {
        LockSupport.parkNanos(this, left);
      }
      interrupted |= Thread.interrupted();
      met = condition.getAsBoolean();
      if (!met && timeoutMillis > 0 && left <= 0) {
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return met;
  }
}
