import Testing
@testable import Tracker

@Suite("Secrets and random numbers") struct SecretTests {
  @Test func `a secret has its form and is never made twice`() throws {
    var texts: Set<String> = []
    for _ in 0..<200 {
      let secret = APIKeySecret()
      let parts = secret.text.split(separator: "_", maxSplits: 2, omittingEmptySubsequences: false)
      try #require(parts.count == 3)
      #expect(parts[0] == "tk" && parts[1] == secret.id)
      #expect(secret.id.utf8.count == 12 && secret.id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) })
      #expect(Base64URL.decode(Array(parts[2].utf8))?.count == 32)
      #expect(secret.text.utf8.count <= APIKeySecret.maximumBytes)
      texts.insert(secret.text)
    }
    #expect(texts.count == 200)
  }

  @Test func `the hash of a secret is SHA-256 of its text`() {
    let secret = APIKeySecret()
    var text = secret.text
    #expect(text.withUTF8 { APIKeySecret.sha256(of: UnsafeRawBufferPointer($0)) } == secret.sha256)
    // The test vector of FIPS 180-2, appendix B.1.
    let digest = Array("abc".utf8).withUnsafeBytes { APIKeySecret.sha256(of: $0) }
    #expect(digest.prefix(4) == [0xBA, 0x78, 0x16, 0xBF] && digest.count == 32)
  }

  @Test func `buffered random numbers repeat none, within a generator or between two`() {
    var first = BufferedRandom()
    var second = BufferedRandom()
    var seen: Set<UInt64> = []
    for _ in 0..<10_000 {
      seen.insert(first.next())
      seen.insert(second.next())
    }
    #expect(seen.count == 20_000)
    // Every bit of the numbers is used: over so many, none stays the same.
    #expect(seen.reduce(0, |) == .max && seen.reduce(.max, &) == 0)
  }
}
