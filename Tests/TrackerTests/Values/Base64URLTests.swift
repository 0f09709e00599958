import Foundation
import Testing
@testable import Tracker

@Suite("Base 64 for URLs") struct Base64URLTests {
  /// What Foundation makes of the bytes, in the other alphabet.
  private func expected(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  @Test func `agrees with Foundation and comes back`() {
    for count in 0...70 {
      for seed: UInt8 in [0, 0xFF, 0xFB, 1, 85] {
        let bytes = (0..<count).map { seed &+ UInt8($0) &* 37 }
        let text = Base64URL.encode(bytes)
        #expect(String(decoding: text, as: UTF8.self) == expected(bytes))
        #expect(text.count == Base64URL.encodedCount(count))
        #expect(Base64URL.decode(text) == bytes)
      }
    }
  }

  @Test func `has one text for each value`() {
    // All texts of two characters: a byte has one text, and the others set bits that no encoder sets.
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var values: [[UInt8]] = []
    for first in alphabet {
      for second in alphabet {
        if let value = Base64URL.decode([first, second]) { values.append(value) }
      }
    }
    #expect(values.count == 256 && Set(values).count == 256)
    #expect(Base64URL.decode(Array("AAB".utf8)) == nil)
    #expect(Base64URL.decode(Array("AAA".utf8)) == [0, 0])
  }

  @Test func `refuses every other character, padding and lengths that hold no byte`() {
    let alphabet = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    for byte in UInt8.min...UInt8.max where !alphabet.contains(byte) {
      #expect(Base64URL.decode([65, 65, 65, byte]) == nil, "\(byte)")
    }
    for text in ["A", "AAAAA", "AA==", "AAA=", "="] {
      #expect(Base64URL.decode(Array(text.utf8)) == nil, "\(text)")
    }
  }
}
