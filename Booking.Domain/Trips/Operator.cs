namespace Booking.Domain.Trips;

using System.Text.RegularExpressions;
using Booking.Domain.Common;

/// <summary>What can be edited of an operator.</summary>
/// <param name="Code">2 to 10 capital letters and digits; unique within the tenant.</param>
/// <param name="RequiresNames">Every seat of its buses is sold to a named passenger.</param>
/// <param name="RequiresDocuments">Every passenger shows a document.</param>
public sealed record OperatorDetails(string Name, string Code, string? Email, string? Phone, bool RequiresNames, bool RequiresDocuments);

/// <summary>A company that runs buses.</summary>
public sealed partial class Operator : AggregateRoot
{
    public const int NameMaxLength = 200;

    public static readonly Error CodeTaken = Error.Conflict("operator_code_taken", "Another operator has this code.");

    private Operator()
    {
    }

    /// <summary>The provider who runs it; null is the tenant itself.</summary>
    public Guid? OwnerId { get; private set; }

    public string Name { get; private set; } = "";

    public string Code { get; private set; } = "";

    public string? Email { get; private set; }

    /// <summary>E.164.</summary>
    public string? Phone { get; private set; }

    public bool RequiresNames { get; private set; }

    public bool RequiresDocuments { get; private set; }

    public bool IsActive { get; private set; }

    public static Result<Operator> Create(Guid id, Guid tenantId, Guid? ownerId, OperatorDetails details)
    {
        Operator created = new() { Id = id, TenantId = tenantId, OwnerId = ownerId, IsActive = true };
        Result<Done> edited = created.Edit(details);
        return edited.IsSuccess ? created : edited.Error;
    }

    public Result<Done> Edit(OperatorDetails details)
    {
        if (details.Name.Length is 0 or > NameMaxLength)
        {
            return Error.Rule("/name", $"A name has 1 to {NameMaxLength} characters.");
        }

        if (!CodeForm().IsMatch(details.Code))
        {
            return Error.Rule("/code", "A code has 2 to 10 capital letters and digits.");
        }

        (Name, Code, Email, Phone, RequiresNames, RequiresDocuments) =
            (details.Name, details.Code, details.Email, details.Phone, details.RequiresNames, details.RequiresDocuments);
        return Result.Success;
    }

    public void HandOver(Guid? ownerId) => OwnerId = ownerId;

    /// <summary>Sells nothing new; what is sold stays.</summary>
    public void Withdraw() => IsActive = false;

    public void Resume() => IsActive = true;

    [GeneratedRegex(@"^[A-Z0-9]{2,10}\z")]
    private static partial Regex CodeForm();
}
