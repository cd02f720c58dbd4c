namespace Booking.Application.Users;

using Booking.Application.Tenants;

/// <param name="Phone">E.164, or null.</param>
public sealed record UserView(Guid Id, string Email, string Name, string? Phone, IReadOnlyList<string> Roles, TenantView Tenant);
