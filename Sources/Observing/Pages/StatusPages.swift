/// What an observed process answers: `/healthz`, `/metrics` and, for an edge server, `/status`.
public struct StatusPages<Status: Observation>: Sendable {
  private let process: ProcessMetrics
  private let board: StatusBoard<Status>

  /// Pages that show a board.
  ///
  /// - Parameters:
  ///   - program: the program's name.
  ///   - board: where the process puts its status.
  public init(program: String, board: StatusBoard<Status>) {
    process = ProcessMetrics(program: program)
    self.board = board
  }

  func response(to request: RequestHead) -> HTTPResponse {
    switch request.path {
    case "/healthz":
      switch health {
      case .healthy: return HTTPResponse(.ok, "ok")
      case .unhealthy(let reason): return HTTPResponse(.unavailable, reason)
      }
    case "/metrics":
      return HTTPResponse(
        .ok, contentType: PrometheusText.contentType, body: Array(PrometheusText.render(families).utf8))
    case "/status": return status
    default: return notFound(request)
    }
  }

  private func notFound(_ request: RequestHead) -> HTTPResponse {
    let hasStatus = (try? board.latest()?.status.json()) != nil
    let pages = hasStatus ? "/healthz, /metrics and /status" : "/healthz and /metrics"
    return HTTPResponse(.notFound, "nothing is at \(request.path.prefix(100)); \(process.program) has \(pages)")
  }

  private var health: Health {
    guard let (status, age) = board.latest() else { return .unhealthy("\(process.program) has only just started") }
    guard age <= status.validSeconds else {
      return .unhealthy("the event loop of \(process.program) has told nothing for \(Int(age)) s")
    }
    return status.health
  }

  private var families: [MetricFamily] {
    let healthy = MetricFamily(
      "heliograph_healthy", .gauge, "1 when /healthz answers 200.", value: health == .healthy ? 1 : 0)
    return [healthy] + process.families + (board.latest()?.status.metrics ?? [])
  }

  private var status: HTTPResponse {
    guard let (status, _) = board.latest() else {
      return HTTPResponse(.unavailable, "\(process.program) has only just started")
    }
    do {
      guard let json = try status.json() else { return notFound(RequestHead(method: "GET", path: "/status")) }
      return HTTPResponse(.ok, contentType: "application/json", body: json)
    } catch {
      return HTTPResponse(.internalError, "the status does not encode: \(error)")
    }
  }
}
