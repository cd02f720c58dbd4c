namespace Booking.Api.OpenApi;

using System.Reflection;
using Booking.Application.Abstractions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

/// <summary>
/// States what each operation wants to see. An operation is called after its use case, so whether it is restricted is read off the
/// request of that name.
/// </summary>
internal static class OperationSecurity
{
    public const string Bearer = "bearer";
    public const string HoldToken = "holdToken";

    private static readonly string[] RequestSuffixes = ["Query", "Command", "Process"];

    /// <summary>What a guest has made, only the hold's secret opens.</summary>
    private static readonly HashSet<string> OfGuests = ["holds", "bookings", "payments", "receipts", "tickets"];

    /// <summary>Here the credential is in the body, the signature or the address.</summary>
    private static readonly HashSet<string> WithoutCredentials = ["auth", "webhooks", "sandbox"];

    private static readonly Dictionary<string, IReadOnlyList<string>> RolesOfRestricted = typeof(IRestricted).Assembly.GetTypes()
        .Where(type => type is { IsInterface: false, IsAbstract: false } && type.IsAssignableTo(typeof(IRestricted)))
        .ToDictionary(UseCase, type => (IReadOnlyList<string>)type.GetProperty(nameof(IRestricted.AllowedRoles), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!);

    public static Task StateAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        bool restricted = RolesOfRestricted.TryGetValue(operation.OperationId ?? "", out IReadOnlyList<string>? roles)
            || context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Any();
        if (roles is { Count: > 0 })
        {
            operation.Description = $"{operation.Description}\n\nFor users with one of these roles: {string.Join(", ", roles.Select(role => $"`{role}`"))}.".Trim();
        }

        OpenApiSecurityRequirement bearer = Requirement(Bearer, context.Document);
        string[] path = (context.Description.RelativePath ?? "").TrimEnd('/').Split('/');
        string resource = path.Length > 2 ? path[2] : "";
        bool isNewHold = resource == "holds" && path.Length == 3;
        operation.Security = restricted ? [bearer]
            : WithoutCredentials.Contains(resource) ? []
            : OfGuests.Contains(resource) && !isNewHold ? [bearer, Requirement(HoldToken, context.Document)]
            : [[], bearer];
        return Task.CompletedTask;
    }

    private static OpenApiSecurityRequirement Requirement(string scheme, OpenApiDocument? document) => new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    private static string UseCase(Type request)
    {
        string? suffix = RequestSuffixes.FirstOrDefault(ending => request.Name.EndsWith(ending, StringComparison.Ordinal));
        return suffix is null ? request.Name : request.Name[..^suffix.Length];
    }
}
