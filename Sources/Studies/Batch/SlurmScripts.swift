// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The scripts that run a study as a job array of Slurm: one task a shard, then one that joins them.
public struct SlurmScripts: Hashable, Sendable {
  /// Path of the program, absolute.
  public var program: String
  /// Path of the study, absolute.
  public var study: String
  /// The study's directory, absolute; shards stand in `shards/` there.
  public var directory: String
  /// How many tasks the array has.
  public var tasks: Int
  /// Threads of each task.
  public var threads: Int
  /// How often a task that was stopped is put back into the queue.
  public static let retries = 3

  /// Makes scripts.
  public init(program: String, study: String, directory: String, tasks: Int, threads: Int) {
    self.program = program
    self.study = study
    self.directory = directory
    self.tasks = tasks
    self.threads = threads
  }

  /// The files by their name in `slurm/`, in the order in which they are written.
  public var files: [(name: String, text: String)] {
    [("study.sbatch", array), ("merge.sbatch", merge), ("submit.sh", submit)]
  }

  /// Exit codes of a shard: 0 and 1 are final, 75 and an end by a signal are tried again.
  private var array: String {
    """
    #!/usr/bin/env bash
    # A job array: each task runs one shard of the study. A task that is given again continues where it stopped.
    #SBATCH --job-name=orbitshare-study
    #SBATCH --array=1-\(tasks)
    #SBATCH --cpus-per-task=\(threads)
    #SBATCH --requeue
    #SBATCH --open-mode=append
    #SBATCH --signal=B:INT@60
    set -u

    program=\(Self.quoted(program))
    study=\(Self.quoted(study))
    directory=\(Self.quoted(directory))
    shard="$directory/shards/$SLURM_ARRAY_TASK_ID"
    mkdir -p "$directory/shards"

    # In the background, so that the signal before the time limit is passed on while the program runs.
    "$program" batch "$study" --out "$shard" --shard "$SLURM_ARRAY_TASK_ID/\(tasks)" --threads "${SLURM_CPUS_PER_TASK:-\(threads)}" &
    child=$!
    trap 'kill -INT "$child" 2>/dev/null' INT TERM
    wait "$child"; status=$?
    while kill -0 "$child" 2>/dev/null; do wait "$child"; status=$?; done

    # Failed runs are in the store and in the report: the merge goes on with them.
    [ "$status" -le 1 ] && exit 0
    if [ "$status" -eq 75 ] || [ "$status" -gt 128 ]; then
      if [ "${SLURM_RESTART_COUNT:-0}" -lt \(Self.retries) ]; then
        scontrol requeue "${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}" && exit 0
      fi
    fi
    exit "$status"

    """
  }

  private var merge: String {
    """
    #!/usr/bin/env bash
    # Joins the shards once all tasks of the array have ended well.
    #SBATCH --job-name=orbitshare-merge
    #SBATCH --cpus-per-task=1
    #SBATCH --requeue
    #SBATCH --open-mode=append
    set -u

    program=\(Self.quoted(program))
    study=\(Self.quoted(study))
    directory=\(Self.quoted(directory))
    shards=()
    for number in $(seq 1 \(tasks)); do shards+=("$directory/shards/$number"); done
    "$program" merge "${shards[@]}" --out "$directory" --study "$study"; status=$?

    # With 1 all is joined and some runs failed, which the report says.
    [ "$status" -eq 1 ] && exit 0
    exit "$status"

    """
  }

  private var submit: String {
    """
    #!/usr/bin/env bash
    # Submits the array and the merge that waits for it; options for sbatch (partition, time, account) may be given.
    set -euo pipefail
    here=$(cd "$(dirname "$0")" && pwd)
    mkdir -p "$here/log"
    array=$(sbatch --parsable --output="$here/log/task-%a.txt" "$@" "$here/study.sbatch")
    array=${array%%;*}
    merge=$(sbatch --parsable --output="$here/log/merge.txt" --dependency="afterok:$array" --kill-on-invalid-dep=yes "$@" "$here/merge.sbatch")
    echo "array $array, merge ${merge%%;*}"

    """
  }

  /// A text as one word of the shell.
  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
