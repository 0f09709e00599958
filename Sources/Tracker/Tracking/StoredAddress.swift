internal import PartnerProgram

/// What is stored of a visitor's network address.
enum StoredAddress {
  /// The bytes to store: nothing of a text that is no address, whatever the program says.
  ///
  /// - Parameters:
  ///   - sent: The address in text form.
  ///   - room: At least `AddressTruncation.maximumTextBytes`, which the answer may lie in.
  static func bytes(
    of sent: UnsafeRawBufferPointer, as storage: AddressStorage, truncatedInto room: UnsafeMutableRawBufferPointer
  ) -> UnsafeRawBufferPointer {
    let truncated = UnsafeRawBufferPointer(rebasing: room[..<AddressTruncation.truncate(sent, into: room)])
    return switch storage {
    case .truncated: truncated
    case .none: UnsafeRawBufferPointer(rebasing: room[..<0])
    case .full: truncated.isEmpty ? truncated : sent
    }
  }
}
