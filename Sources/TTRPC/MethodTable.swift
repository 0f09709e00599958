#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The methods of a server, found by the bytes of a request without building a text of them.
public struct MethodTable: Sendable {
  /// A method together with the service that it belongs to.
  final class Entry: Sendable {
    let service: String
    let method: MethodDefinition
    private let serviceBytes: [UInt8]
    private let methodBytes: [UInt8]

    init(service: String, method: MethodDefinition) {
      self.service = service
      self.method = method
      serviceBytes = Array(service.utf8)
      methodBytes = Array(method.name.utf8)
    }

    func isNamed(service: UnsafeRawBufferPointer, method: UnsafeRawBufferPointer) -> Bool {
      isEqual(method, methodBytes) && isEqual(service, serviceBytes)
    }
  }

  /// What a request's names lead to.
  enum Lookup {
    case found(Entry)
    case unknownService
    case unknownMethod
  }

  /// Entries at the hash of their method's name, or at the next free place behind it. At least half of the places are
  /// free, and their number is a power of two.
  private let places: [Entry?]
  private let services: [[UInt8]]

  /// Makes a table of `services`. A service may not occur twice, nor a method twice in its service.
  public init(_ services: [ServiceDefinition]) {
    self.services = services.map { Array($0.name.utf8) }
    precondition(Set(self.services).count == services.count, "a service occurs twice in the method table")
    let entries = services.flatMap { service in
      service.methods.map { Entry(service: service.name, method: $0) }
    }
    precondition(
      Set(entries.map { $0.service + "/" + $0.method.name }).count == entries.count,
      "a method occurs twice in its service")

    var size = 8
    while size < entries.count * 2 { size *= 2 }
    var places = [Entry?](repeating: nil, count: size)
    for entry in entries {
      var place = Array(entry.method.name.utf8).withUnsafeBytes { Self.hash($0) } & (size - 1)
      while places[place] != nil { place = (place + 1) & (size - 1) }
      places[place] = entry
    }
    self.places = places
  }

  func lookup(service: UnsafeRawBufferPointer, method: UnsafeRawBufferPointer) -> Lookup {
    var place = Self.hash(method) & (places.count - 1)
    while let entry = places[place] {
      if entry.isNamed(service: service, method: method) { return .found(entry) }
      place = (place + 1) & (places.count - 1)
    }
    return services.contains { service.elementsEqual($0) } ? .unknownMethod : .unknownService
  }

  /// Multiplicative hashing (Knuth, The Art of Computer Programming 6.4) of the last eight bytes of a name, where the
  /// names of methods differ. The table is ours, so nobody can choose names that collide.
  private static func hash(_ name: UnsafeRawBufferPointer) -> Int {
    var end: UInt64 = 0
    if name.count >= 8 {
      end = name.loadUnaligned(fromByteOffset: name.count - 8, as: UInt64.self)
    } else {
      for byte in name { end = end << 8 | UInt64(byte) }
    }
    let goldenRatio: UInt64 = 0x9E37_79B9_7F4A_7C15
    return Int((end &* goldenRatio) >> 32)
  }
}

/// Whether bytes are those of a name. A call is looked up for each request, and the standard library compares one byte
/// after the other.
private func isEqual(_ bytes: UnsafeRawBufferPointer, _ name: [UInt8]) -> Bool {
  guard bytes.count == name.count else { return false }
  return name.withUnsafeBytes { name in
    guard let first = name.baseAddress, let second = bytes.baseAddress else { return true }
    return memcmp(first, second, name.count) == 0
  }
}
