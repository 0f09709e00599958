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

  /// Entries by the hash of their method's name. A bucket holds more than one entry where services share a name.
  private let buckets: [[Entry]]
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
    var buckets = [[Entry]](repeating: [], count: size)
    for entry in entries {
      let bucket = Array(entry.method.name.utf8).withUnsafeBytes { Self.hash($0) } & (size - 1)
      buckets[bucket].append(entry)
    }
    self.buckets = buckets
  }

  func lookup(service: UnsafeRawBufferPointer, method: UnsafeRawBufferPointer) -> Lookup {
    for entry in buckets[Self.hash(method) & (buckets.count - 1)]
    where entry.isNamed(service: service, method: method) {
      return .found(entry)
    }
    return services.contains { service.elementsEqual($0) } ? .unknownMethod : .unknownService
  }

  /// FNV-1a over the last bytes of a name, where the names of methods differ. The table is ours, so nobody can choose
  /// names that collide, and bounding the bytes bounds what a peer's name costs.
  private static func hash(_ name: UnsafeRawBufferPointer) -> Int {
    var hash: UInt32 = 2_166_136_261
    for position in max(0, name.count - 16)..<name.count {
      hash = (hash ^ UInt32(name[position])) &* 16_777_619
    }
    return Int(hash)
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
