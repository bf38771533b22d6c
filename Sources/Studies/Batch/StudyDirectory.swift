// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What stands in a study's directory beside its store.
public enum StudyDirectory {
  /// The copy of the study's file: for reading, since the paths in it don't begin here.
  public static let copy = "study-as-run.yaml"
  /// The folder of a job array's scripts.
  public static let scripts = "slurm"
  /// The folder of a job array's shards.
  public static let shards = "shards"
  /// The folder of the report's figures.
  public static let figures = "figures"
  /// What is written once all runs are done, beside figures and export.
  static let results = ["report.html", "study-results.json"]

  /// Refuses a directory that belongs to no study, and one where there is nothing to resume.
  ///
  /// - Throws: `StudyDirectoryFault`.
  public static func check(_ directory: String, isResumed: Bool = false) throws {
    if FileManager.default.fileExists(atPath: storePath(directory)) { return }
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    // A batch that was killed before it had made its store leaves its lock: there it is taken up from the beginning.
    guard !isResumed || entries.contains(DirectoryLock.fileName) else {
      throw StudyDirectoryFault.nothingToResume(path: directory)
    }
    let strangers = entries.filter {
      ![DirectoryLock.fileName, scripts, shards].contains($0) && !$0.hasPrefix(StudyStore.fileName)
    }
    guard strangers.isEmpty else { throw StudyDirectoryFault.occupied(path: directory) }
  }

  /// Refuses a directory whose shards are of another number.
  ///
  /// - Throws: `StudyDirectoryFault.otherShards`; what a store is refused for.
  public static func check(_ directory: String, forShards count: Int) throws {
    let folder = (directory as NSString).appendingPathComponent(shards)
    for name in ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() {
      let shard = (folder as NSString).appendingPathComponent(name)
      guard FileManager.default.fileExists(atPath: storePath(shard)) else { continue }
      let store = try StudyStore.read(directory: shard)
      let stored = try store.head().shard.count
      try store.close()
      guard stored == count else {
        throw StudyDirectoryFault.otherShards(path: folder, stored: stored, wanted: count)
      }
    }
  }

  /// Takes export, report and figures away: what they say is no longer what the store will hold.
  static func removeResults(_ directory: String) {
    for name in results + [StoreExport.folder] {
      try? FileManager.default.removeItem(atPath: (directory as NSString).appendingPathComponent(name))
    }
    removeFigures(directory, except: [])
    FileSystem.synchronise(directory: directory)
  }

  /// Takes figures away that an earlier report left.
  ///
  /// - Parameter kept: names of the files that stay.
  public static func removeFigures(_ directory: String, except kept: Set<String>) {
    let folder = (directory as NSString).appendingPathComponent(figures)
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where !kept.contains(name) {
      guard name.hasSuffix(".svg") || name.hasSuffix(".csv") || name.hasSuffix(FileSystem.unfinished) else { continue }
      try? FileManager.default.removeItem(atPath: (folder as NSString).appendingPathComponent(name))
    }
    // Only where nothing is left in it.
    rmdir(folder)
  }

  private static func storePath(_ directory: String) -> String {
    (directory as NSString).appendingPathComponent(StudyStore.fileName)
  }
}
