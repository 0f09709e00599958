internal import NIOCore
internal import NIOPosix

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Why an address could not be used, or a connection was not made or was lost: the system's own words where NIO's
/// describe its internals.
package func describe(_ error: any Error) -> String {
  switch error {
  case let error as NIOConnectionError:
    error.connectionErrors.last.map { describe($0.error) } ?? "the name cannot be resolved"
  case let error as IOError:
    String(cString: strerror(error.errnoCode))
  case is SocketAddressError.UnknownHost:
    "the name cannot be resolved"
  default:
    "\(error)"
  }
}
