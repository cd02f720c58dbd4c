namespace Booking.Api.Tests.Holds.Races;

using System.Net.Http.Headers;
using Booking.Testing;

/// <summary>Clients that ask at the same moment, over connections that are open already.</summary>
internal sealed class Racers : IDisposable
{
    /// <summary>How many clients run one race.</summary>
    public const int Count = 64;

    private const int Customers = 16;

    private readonly HttpClient _http;
    private readonly AuthenticationHeaderValue[] _tokens;

    private Racers(HttpClient http, Guid[] customers, AuthenticationHeaderValue[] tokens) => (_http, CustomerIds, _tokens) = (http, customers, tokens);

    /// <summary>Client i is customer i, counted around.</summary>
    public Guid[] CustomerIds { get; }

    public static async Task<Racers> EnterAsync(BookingApp app, RaceArena arena)
    {
        Guid[] customers = await arena.CustomersAsync(Customers);
        Racers racers = new(app.NewClient(), customers, [.. customers.Select(id => OwnTokens.For(arena.TenantId, id))]);
        await racers.AllAsync(Count, i => racers.SendAsync(HttpMethod.Get, $"api/v1/holds/{Guid.NewGuid()}", i));
        return racers;
    }

    /// <summary>Every client places its hold, all at once.</summary>
    public Task<Answer[]> HoldAsync(IReadOnlyList<byte[]> bodies) => AllAsync(bodies.Count, i => PostAsync("api/v1/holds", bodies[i], i));

    /// <summary>One client places a hold.</summary>
    public Task<Answer> HoldAsync(byte[] body, int client = 0) => PostAsync("api/v1/holds", body, client);

    /// <param name="key">The <c>Idempotency-Key</c>; a new one when null, none when empty.</param>
    public Task<Answer> PostAsync(string path, byte[] body, int client = 0, string? key = null) => SendAsync(HttpMethod.Post, path, client, body, key ?? Guid.NewGuid().ToString());

    public async Task<Answer> SendAsync(HttpMethod method, string path, int client = 0, byte[]? body = null, string key = "")
    {
        using HttpRequestMessage request = new(method, path);
        request.Headers.Authorization = _tokens[client % _tokens.Length];
        if (key.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        using HttpResponseMessage response = await _http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    /// <summary>Starts all behind one barrier.</summary>
    public async Task<Answer[]> AllAsync(int count, Func<int, Task<Answer>> ask)
    {
        TaskCompletionSource start = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<Answer>[] running = [.. Enumerable.Range(0, count).Select(async i =>
        {
            await start.Task;
            return await ask(i);
        })];
        start.SetResult();
        return await Task.WhenAll(running);
    }

    public void Dispose() => _http.Dispose();
}
