/** The part of the process that can be put aside and taken up again by whoever has started it. */
export interface Job {
  on(event: "SIGTSTP" | "SIGCONT", listener: () => void): unknown;
  off(event: "SIGTSTP" | "SIGCONT", listener: () => void): unknown;
  /** Stops every process of the group, as the terminal itself would; returns when they go on, or at once where nobody could continue them. */
  stop(): void;
}

/** Whoever has changed the terminal: gives it back as it was found, and takes it again. Both may be called twice. */
export interface Hold {
  giveBack(): void;
  takeAgain(): void;
}

/** What Ctrl-Z does: the terminal is as it was found while the program is stopped, and as it was left when it comes back. */
export interface Suspension {
  /** Puts the program aside. */
  suspend(): void;
  /** Names somebody who has changed the terminal; returns the function to call when it is as it was. */
  hold(hold: Hold): () => void;
}

export function createSuspension(job: Job): Suspension {
  const holds: Hold[] = [];
  const takeAgain = () => {
    for (const hold of holds) hold.takeAgain();
  };
  const suspend = () => {
    for (const hold of holds.toReversed()) hold.giveBack();
    // With a listener the signal would not stop anything.
    job.off("SIGTSTP", suspend);
    job.stop();
    if (holds.length > 0) job.on("SIGTSTP", suspend);
    takeAgain();
  };
  // readline has a listener of its own, which stops reading and comes after this one.
  const onContinue = () => setImmediate(takeAgain);
  return {
    suspend,
    hold(hold) {
      holds.push(hold);
      if (holds.length === 1) {
        job.on("SIGTSTP", suspend);
        job.on("SIGCONT", onContinue);
      }
      return () => {
        holds.splice(holds.indexOf(hold), 1);
        if (holds.length > 0) return;
        job.off("SIGTSTP", suspend);
        job.off("SIGCONT", onContinue);
      };
    },
  };
}
