namespace Booking.Testing;

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Npgsql;
using StackExchange.Redis;
using Xunit;

/// <summary>The whole system, started once for the tests of an assembly: PostgreSQL, Redis, RabbitMQ, API and workers through the AppHost.</summary>
public class BookingApp : IAsyncLifetime
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, string> _connectionStrings = [];
    private readonly Dictionary<string, string> _tokens = [];
    private DistributedApplication? _app;
    private ConnectionMultiplexer? _redis;

    public const string Password = "Booking-demo-1!";

    /// <summary>Anonymous, with the API's root as base address.</summary>
    public HttpClient Http { get; private set; } = null!;

    public string RepositoryRoot { get; } = FindRoot();

    /// <summary>The advertising network that the system talks to.</summary>
    public TikTokServer TikTok { get; } = new();

    /// <summary>The provider of text messages that the system talks to.</summary>
    public TwilioServer Twilio { get; } = new();

    /// <summary>Seals secrets in the database; its id is <c>local</c>.</summary>
    public string SecretsKey { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public DistributedApplication App => _app ?? throw new InvalidOperationException("The system has not been started.");

    /// <summary>Where the mails of the whole system go.</summary>
    public MailReceiver Mail { get; } = MailReceiver.Start();

    /// <summary>Further arguments of the AppHost, e.g. <c>--Booking:ApiReplicas=2</c>.</summary>
    protected virtual IEnumerable<string> Arguments => [];

    public async Task InitializeAsync()
    {
        string[] arguments =
        [
            "--Booking:Ephemeral=true", "--BOOKING_API_PORT=0", "--Booking:Env:api:Auth__Login__AttemptsPerAccount=100000", "--Booking:Env:api:Caching__HostLifetime=00:00:00", $"--Parameters:secrets-key={SecretsKey}",
            $"--Booking:Env:workers:Conversions__TikTok__BaseUrl={TikTok.BaseUrl}", "--Booking:Env:workers:Conversions__Interval=00:00:00.500",
            $"--Booking:Env:workers:Mail__Smtp={Mail.Url}", .. Texting("api"), .. Texting("workers"), .. Arguments,
        ];
        IDistributedApplicationTestingBuilder builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Booking_AppHost>(arguments);
        _app = await builder.BuildAsync().WaitAsync(StartLimit);
        using CancellationTokenSource limit = new(StartLimit);
        await _app.StartAsync(limit.Token).WaitAsync(StartLimit);
        foreach (string resource in (string[])["api", "workers"])
        {
            await _app.ResourceNotifications.WaitForResourceHealthyAsync(resource, limit.Token).WaitAsync(StartLimit);
        }

        foreach (string name in (string[])["bookingdb", "cache", "messaging"])
        {
            _connectionStrings[name] = await _app.GetConnectionStringAsync(name) ?? throw new InvalidOperationException($"{name} has no connection string.");
        }

        Http = NewClient();
    }

    public async Task DisposeAsync()
    {
        Http?.Dispose();
        _redis?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync().WaitAsync(StopLimit);
            await _app.DisposeAsync();
        }

        await TikTok.DisposeAsync();
        await Twilio.DisposeAsync();
        await Mail.DisposeAsync();
    }

    /// <summary><c>bookingdb</c> (superuser), <c>cache</c> or <c>messaging</c>.</summary>
    public string ConnectionString(string resource) => _connectionStrings[resource];

    /// <summary>A connection that sees everything: for arranging and checking, never what the system itself uses.</summary>
    public async Task<NpgsqlConnection> DatabaseAsOwnerAsync()
    {
        NpgsqlConnection connection = new(ConnectionString("bookingdb"));
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Runs one statement as superuser, and makes the system forget what it has read before.</summary>
    public async Task<int> ExecuteAsync(FormattableString sql)
    {
        await using NpgsqlConnection connection = await DatabaseAsOwnerAsync();
        await using NpgsqlCommand command = Command(sql, connection);
        int rows = await command.ExecuteNonQueryAsync();
        await ForgetReadsAsync();
        return rows;
    }

    /// <summary>Makes the system forget what it has read; changes behind its back would show only seconds later.</summary>
    public async Task ForgetReadsAsync()
    {
        try
        {
            _redis ??= await ConnectionMultiplexer.ConnectAsync(ConnectionString("cache") + ",abortConnect=false,allowAdmin=true");
            await _redis.GetDatabase().StringSetAsync("booking:read:epoch", Guid.NewGuid().ToString("N"));
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            // Redis is away, and with it what was remembered.
        }
    }

    public async Task FlushRedisAsync()
    {
        await ForgetReadsAsync();
        foreach (System.Net.EndPoint server in _redis!.GetEndPoints())
        {
            await _redis.GetServer(server).FlushAllDatabasesAsync();
        }
    }

    /// <summary>Reads one value as superuser.</summary>
    public async Task<T> ScalarAsync<T>(FormattableString sql)
    {
        await using NpgsqlConnection connection = await DatabaseAsOwnerAsync();
        await using NpgsqlCommand command = Command(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>A client of its own connections; for many requests at once.</summary>
    public HttpClient NewClient(string? accessToken = null, string? tenant = null)
    {
        SocketsHttpHandler handler = new() { MaxConnectionsPerServer = 256, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        HttpClient client = new(handler) { BaseAddress = App.GetEndpoint("api", "http"), Timeout = TimeSpan.FromSeconds(60) };
        if (accessToken is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        }

        if (tenant is not null)
        {
            client.DefaultRequestHeaders.Add("X-Tenant", tenant);
        }

        return client;
    }

    /// <summary>A signed-in client; the token is asked for once per user.</summary>
    public async Task<HttpClient> SignInAsync(string email = "customer@demo.test", string tenant = "demo")
    {
        string key = $"{tenant}/{email}";
        if (!_tokens.TryGetValue(key, out string? token))
        {
            using HttpRequestMessage request = new(HttpMethod.Post, "api/v1/auth/login") { Content = JsonContent.Create(new { email, password = Password }) };
            request.Headers.Add("X-Tenant", tenant);
            using HttpResponseMessage response = await Http.SendAsync(request);
            response.EnsureSuccessStatusCode();
            token = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
            _tokens[key] = token;
        }

        return NewClient(token);
    }

    /// <summary>Takes a dependency away; its data and port stay.</summary>
    public async Task StopResourceAsync(string resource)
    {
        ExecuteCommandResult result = await App.ResourceCommands.ExecuteCommandAsync(resource, KnownResourceCommands.StopCommand);
        if (!result.Success)
        {
            throw new InvalidOperationException($"{resource} could not be stopped.");
        }
    }

    /// <summary>Brings a dependency back and waits until it answers.</summary>
    public async Task StartResourceAsync(string resource)
    {
        ExecuteCommandResult result = await App.ResourceCommands.ExecuteCommandAsync(resource, KnownResourceCommands.StartCommand);
        if (!result.Success)
        {
            throw new InvalidOperationException($"{resource} could not be started.");
        }

        await App.ResourceNotifications.WaitForResourceHealthyAsync(resource).WaitAsync(StartLimit);
    }

    private IEnumerable<string> Texting(string resource) => new Dictionary<string, string>
    {
        ["AccountSid"] = TwilioServer.AccountSid,
        ["AuthToken"] = TwilioServer.AuthToken,
        ["BaseUrl"] = Twilio.BaseUrl.AbsoluteUri,
        ["CallbackBaseUrl"] = "https://booking.example",
        ["Sms__From"] = "+15005550006",
        ["WhatsApp__From"] = "+15005550006",
    }.Select(setting => $"--Booking:Env:{resource}:Twilio__{setting.Key}={setting.Value}");

    private static NpgsqlCommand Command(FormattableString sql, NpgsqlConnection connection)
    {
        object?[] arguments = sql.GetArguments();
        NpgsqlCommand command = new(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql.Format, [.. arguments.Select((_, i) => $"${i + 1}")]), connection);
        foreach (object? argument in arguments)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = argument ?? DBNull.Value });
        }

        return command;
    }

    private static string FindRoot([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
}
