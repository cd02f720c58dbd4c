namespace Booking.Application.Trips;

using Booking.Application.Catalog;
using Booking.Domain.Trips;

/// <param name="Code">Short and unique.</param>
/// <param name="RequiresNames">Every seat is sold to a named passenger.</param>
/// <param name="RequiresDocuments">Every passenger shows a document.</param>
/// <param name="IsActive">False once it is withdrawn.</param>
public sealed record OperatorView(
    Guid Id, string Name, string Code, string? Email, string? Phone, bool RequiresNames, bool RequiresDocuments, bool IsActive, IReadOnlyList<string> AvailableActions)
{
    /// <summary>What its customers think of it.</summary>
    public RatingSummary Rating { get; init; } = RatingSummary.None;

    internal static OperatorView Of(Operator company, bool mayManage) => new(
        company.Id, company.Name, company.Code, company.Email, company.Phone, company.RequiresNames, company.RequiresDocuments, company.IsActive, ManagerActions.When(mayManage));

    internal static Versioned<OperatorView> Versioned(Operator company, bool mayManage, RatingSummary rating) =>
        new(Of(company, mayManage) with { Rating = rating }, company.Version, (rating.Fingerprint * 2) + (mayManage ? 1 : 0));
}

/// <summary>What a manager can do with an offering of their own.</summary>
internal static class ManagerActions
{
    private static readonly IReadOnlyList<string> All = ["edit", "withdraw"];

    public static IReadOnlyList<string> When(bool mayManage) => mayManage ? All : OfferingActions.None;
}
