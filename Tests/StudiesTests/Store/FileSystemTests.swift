// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Testing

@testable import Studies

@Suite struct FileSystemTests {
  /// As `dirname` and `basename` of the shell have it, but for the directory of a name alone.
  @Test(arguments: [
    ("d", "", "d"), ("é", "", "é"), ("/", "/", "/"), ("//", "/", "//"), ("/d", "/", "d"), ("//d", "/", "d"),
    ("a/b", "a", "b"), ("a/b/", "a", "b"), ("a//b", "a", "b"), ("/a/b//", "/a", "b"), ("./d", ".", "d"), ("", "", ""),
    ("..", "", ".."), ("é/ü.x", "é", "ü.x"),
  ])
  func partsOfPaths(path: String, directory: String, name: String) {
    #expect(FileSystem.directory(of: path) == directory)
    #expect(FileSystem.name(of: path) == name)
  }

  @Test func aFileIsWrittenWholeOrNot() throws {
    let scratch = try ScratchDirectory()
    try FileSystem.makeDirectory(scratch("a/b/c"))
    try FileSystem.makeDirectory(scratch("a/b/c"))
    for bytes in [[1, 2, 3], [], [UInt8](repeating: 7, count: 100_000)] {
      try FileSystem.write(bytes, to: scratch("a/b/c/file"))
      #expect(FileManager.default.contents(atPath: scratch("a/b/c/file")) == Data(bytes))
      #expect(try FileManager.default.contentsOfDirectory(atPath: scratch("a/b/c")) == ["file"])
    }
    // A directory of that name: nothing is left, and the reason is the system's.
    try FileSystem.makeDirectory(scratch("taken/inside"))
    let error = try #require(throws: OutputNotWritable.self) { try FileSystem.write([1], to: scratch("taken")) }
    #expect(error.reason == "the file can't be written: Is a directory")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted() == ["a", "taken"])
    #expect(throws: OutputNotWritable.self) { try FileSystem.makeDirectory(scratch("a/b/c/file/d")) }
  }

  @Test(arguments: [
    (ENOSPC, "free some room"), (EFBIG, "raise the limit on the size of files"),
    (EROFS, "give a directory that you may write"),
    (EIO, "look after the disk"),
  ])
  func remediesAreThoseOfTheError(number: Int32, remedy: String) {
    errno = number
    #expect(FileSystem.fault("file").remedy.hasPrefix(remedy))
  }
}
