import Foundation
import PartnerProgram
import Testing

@Suite struct AddressTruncationTests {
  @Test(arguments: [
    ("203.0.113.9", "203.0.113.0"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.0"),
    ("::ffff:203.0.113.9", "203.0.113.0"), ("::FFFF:cb00:7109", "203.0.113.0"),
    ("2001:db8:1:2:3:4:5:6", "2001:db8:1::"),
    ("2001:0DB8:0001::", "2001:db8:1::"), ("2001:db8:0:1::9", "2001:db8::"), ("2001:0:1:1::9", "2001:0:1::"),
    ("::1", "::"), ("::", "::"), ("0:0:1::", "0:0:1::"), ("1::", "1::"), ("64:ff9b::203.0.113.9", "64:ff9b::"),
    ("1:2:3:4:5:6:203.0.113.9", "1:2:3::"), ("fedc:ba98:7654:3210:fedc:ba98:7654:3210", "fedc:ba98:7654::"),
    ("1:2:3:4:5:6:7::", "1:2:3::"), ("::2:3:4:5:6:7:8", "0:2:3::"),
  ])
  func keepsTheFirst24Or48Bits(_ address: String, _ truncated: String) {
    #expect(AddressTruncation.truncate(address) == truncated)
  }

  @Test(arguments: [
    "", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.", ".1.2.3", "1..2.3", "01.2.3.4", "1.2.3.4 ", "1.2.3.4:80",
    "localhost",
    ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:", ":1:2:3:4:5:6:7", "1::2::3", "12345::", "g::",
    "[::1]", "fe80::1%eth0", "1.2.3.4::", "::1.2.3", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3.4:5", "1:2:3:4:5:6:7:8::",
    "1:2:3:4::5:6:7:8", "unknown", "203.0.113.9, 10.0.0.1", "٢.2.3.4", "99999999999999999999.1.1.1",
  ])
  func malformedAddressLeavesNothing(_ address: String) {
    #expect(AddressTruncation.truncate(address) == "")
  }

  /// What the C library reads of an address: 4 bytes, 16 bytes or none.
  private func bytesByTheSystem(_ address: String) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, address, &bytes) == 1 { return Array(bytes.prefix(4)) }
    return inet_pton(AF_INET6, address, &bytes) == 1 ? bytes : []
  }

  @Test func agreesWithTheSystemOnRandomTexts() {
    var random = SeededRandom(seed: SeededRandom.runSeed)
    let parts = ["0", "1", "ab", "FFFF", "12", "255", "256", ":", ":", "::", ".", ".", "10.0.0.1", "", "x"]
    var read = 0
    for _ in 0..<50_000 {
      let address = (0..<Int.random(in: 1...17, using: &random)).map { position in
        // Every other part is a separator most of the time, so that many of the texts are addresses.
        position.isMultiple(of: 2)
          ? parts[Int.random(in: 0..<6, using: &random)] : parts[Int.random(in: 7..<parts.count, using: &random)]
      }.joined()
      var kept = bytesByTheSystem(address)
      let truncated = AddressTruncation.truncate(address)
      if kept.isEmpty {
        #expect(truncated.isEmpty, "seed \(SeededRandom.runSeed): \(address)")
        continue
      }
      read += 1
      if kept.count == 16, kept.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255] { kept.removeFirst(12) }
      let limit = kept.count == 4 ? 3 : 6
      for position in limit..<kept.count { kept[position] = 0 }
      #expect(bytesByTheSystem(truncated) == kept, "seed \(SeededRandom.runSeed): \(address) became \(truncated)")
      #expect(truncated.utf8.count <= AddressTruncation.maximumTextBytes)
    }
    #expect(read > 100, "Too few of the texts are addresses for the comparison to mean anything.")
  }
}
