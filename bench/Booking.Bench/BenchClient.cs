namespace Booking.Bench;

using System.Globalization;
using System.Text;

/// <summary>One of the clients that work at the same time: a connection, and the customers that it plays in turn.</summary>
internal sealed class BenchClient(Uri api, string runId, int index, IReadOnlyList<Customer> customers, int clients) : IDisposable
{
    private readonly HttpConnection _connection = new(api);
    private readonly string _host = api.Authority;
    private long _requests;

    public void Dispose() => _connection.Dispose();

    /// <summary>The customers are divided among the clients; each is played by one client only, unless there are fewer than clients.</summary>
    public Customer NextCustomer()
    {
        int share = Math.Max(1, customers.Count / clients);
        return customers[(int)((index + _requests % share * clients) % customers.Count)];
    }

    public ValueTask<HttpAnswer> GetAsync(string path, CancellationToken ct) =>
        _connection.SendAsync($"GET {path} HTTP/1.1\r\nHost: {_host}\r\nAccept: application/json\r\n\r\n", ct);

    /// <summary>Every request has an idempotency key of its own.</summary>
    public ValueTask<HttpAnswer> PostAsync(string path, Customer? customer, string body, CancellationToken ct)
    {
        _requests++;
        string authorization = customer is null ? "" : $"Authorization: Bearer {customer.AccessToken}\r\n";
        return _connection.SendAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"POST {path} HTTP/1.1\r\nHost: {_host}\r\n{authorization}Idempotency-Key: {runId}-{index}-{_requests}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"),
            ct);
    }
}

internal sealed record Customer(string AccessToken);
