namespace Booking.Api.Http;

/// <summary>Whose pages may call from a browser; <c>Cors:Origins</c>. In Development those of this machine may as well.</summary>
internal sealed class AllowedOrigins(IConfiguration configuration, IHostEnvironment environment)
{
    private readonly HashSet<string> _origins = new(configuration.GetSection("Cors:Origins").Get<string[]>() ?? [], StringComparer.OrdinalIgnoreCase);

    public bool Allows(string origin) =>
        _origins.Contains(origin) || (environment.IsDevelopment() && Uri.TryCreate(origin, UriKind.Absolute, out Uri? page) && page.IsLoopback);
}
