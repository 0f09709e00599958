extension TributaryClient {
  /// Asks whether the server takes calls. No key is needed.
  ///
  /// - Parameter service: full name of a service, such as "tributary.v1.Tracking". Empty means the server as a whole.
  /// - Throws: ``TributaryError``: `notFound` for an unknown service.
  public func health(service: String = "") async throws(TributaryError) -> ServingStatus {
    try await call(HealthService.check, HealthCheckRequest(service: service), .idempotent).status
  }
}
