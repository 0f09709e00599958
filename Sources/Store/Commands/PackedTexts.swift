public import PartnerProgram

/// The texts of a click in one block of memory, so that a click in the queue is a single allocation and the database
/// can bind each text where it lies.
///
/// Layout: five lengths as native `UInt16`, then the bytes of the texts in the same order.
public struct PackedTexts: Sendable, Hashable {
  /// Which text. The raw value is its position.
  public enum Part: Int, Sendable, CaseIterable {
    /// What the partner appended as `&sid=`. Empty means no SubID.
    case subID
    /// The page the visitor was sent to.
    case landingURL
    /// The page the visitor came from.
    case referrerURL
    /// The browser's User-Agent header.
    case userAgent
    /// The browser's address, already truncated.
    case ip

    /// Name of the field in the public contract.
    var field: String {
      switch self {
      case .subID: "sub_id"
      case .landingURL: "landing_url"
      case .referrerURL: "referrer_url"
      case .userAgent: "user_agent"
      case .ip: "ip"
      }
    }
  }

  /// Largest length of a text in bytes: what its `UInt16` holds. The contract's own limits are lower.
  public static let lengthLimit = Int(UInt16.max)

  private static let headerLength = Part.allCases.count * MemoryLayout<UInt16>.size

  private let storage: [UInt8]

  /// Bytes of the block.
  var byteCount: Int { storage.count }

  /// Copies the texts, which must be valid UTF-8, into one block.
  ///
  /// - Throws: a `FieldError` that names the text which is longer than `lengthLimit`.
  public init(
    subID: UnsafeRawBufferPointer,
    landingURL: UnsafeRawBufferPointer,
    referrerURL: UnsafeRawBufferPointer,
    userAgent: UnsafeRawBufferPointer,
    ip: UnsafeRawBufferPointer
  ) throws(FieldError) {
    try Self.checkLength(of: subID, .subID)
    try Self.checkLength(of: landingURL, .landingURL)
    try Self.checkLength(of: referrerURL, .referrerURL)
    try Self.checkLength(of: userAgent, .userAgent)
    try Self.checkLength(of: ip, .ip)
    let length =
      Self.headerLength + subID.count + landingURL.count + referrerURL.count + userAgent.count + ip.count
    storage = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      var end = Self.headerLength
      func append(_ text: UnsafeRawBufferPointer, _ part: Part) {
        raw.storeBytes(
          of: UInt16(truncatingIfNeeded: text.count), toByteOffset: part.rawValue * MemoryLayout<UInt16>.size,
          as: UInt16.self)
        if text.count > 0 {
          UnsafeMutableRawBufferPointer(rebasing: raw[end..<end + text.count]).copyMemory(from: text)
        }
        end += text.count
      }
      append(subID, .subID)
      append(landingURL, .landingURL)
      append(referrerURL, .referrerURL)
      append(userAgent, .userAgent)
      append(ip, .ip)
      count = length
    }
  }

  /// The texts of something that has at most a SubID and a landing page, as a key of the rollup.
  init(subID: SubID?, landingPage: LandingPage?) {
    let (subID, landingPage) = (subID?.bytes ?? [], landingPage?.bytes ?? [])
    let length = Self.headerLength + subID.count + landingPage.count
    storage = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      for part in Part.allCases {
        let length =
          switch part {
          case .subID: subID.count
          case .landingURL: landingPage.count
          default: 0
          }
        raw.storeBytes(
          of: UInt16(truncatingIfNeeded: length), toByteOffset: part.rawValue * MemoryLayout<UInt16>.size,
          as: UInt16.self)
      }
      raw[Self.headerLength...].copyBytes(from: subID)
      raw[(Self.headerLength + subID.count)...].copyBytes(from: landingPage)
      count = length
    }
  }

  private static func checkLength(of text: UnsafeRawBufferPointer, _ part: Part) throws(FieldError) {
    guard text.count <= lengthLimit else {
      throw FieldError(field: part.field, message: "must have at most \(lengthLimit) bytes")
    }
  }

  /// Gives the bytes of one text to `body`, in place. They must not be used after it returns.
  public func withBytes<Result>(of part: Part, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try withParts { try body($0[part]) }
  }

  /// Gives all texts to `body`, in place. They must not be used after it returns.
  func withParts<Result>(_ body: (Parts) throws -> Result) rethrows -> Result {
    try storage.withUnsafeBytes { try body(Parts(block: $0)) }
  }

  /// The texts while their memory is pinned.
  struct Parts {
    fileprivate let block: UnsafeRawBufferPointer

    /// The landing page of the landing URL, as reports tell it.
    var landingPage: UnsafeRawBufferPointer {
      let url = self[.landingURL]
      return UnsafeRawBufferPointer(rebasing: url[..<LandingPage.byteCount(in: url)])
    }

    /// The bytes of one text. Their address is never nil, since the block begins with the lengths.
    subscript(part: Part) -> UnsafeRawBufferPointer {
      var start = PackedTexts.headerLength
      for position in 0..<part.rawValue {
        start += length(at: position)
      }
      return UnsafeRawBufferPointer(rebasing: block[start..<start + length(at: part.rawValue)])
    }

    private func length(at position: Int) -> Int {
      Int(block.load(fromByteOffset: position * MemoryLayout<UInt16>.size, as: UInt16.self))
    }
  }
}
