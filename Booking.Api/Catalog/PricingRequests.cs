namespace Booking.Api.Catalog;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Catalog;

/// <summary>A price rule. A new one needs a label and a rate or an amount; in a change what is left out stays as it is.</summary>
/// <param name="Rate">Basis points of the offering's price: 1000 is 10 % more, −1000 is 10 % less.</param>
/// <param name="Amount">Minor units of the tenant's currency, below zero for a discount; instead of a rate.</param>
/// <param name="Per">Whether the amount is for each item or each unit of it.</param>
/// <param name="Conditions">Replaces all conditions.</param>
/// <param name="Priority">The higher comes first.</param>
/// <param name="IsExclusive">Applies alone: not after another rule, and no other after it.</param>
internal sealed record PriceRuleRequest(
    string? Label = null,
    int? Rate = null,
    long? Amount = null,
    ChargePer? Per = null,
    RuleConditionsBody? Conditions = null,
    int? Priority = null,
    bool? IsExclusive = null,
    bool? IsActive = null)
{
    public PriceRuleChanges ToChanges() => new(Label, Rate, Amount, Per, Conditions?.ToConditions(), Priority, IsExclusive, IsActive);
}

/// <summary>Which items a price rule is for; what is left out says nothing. Times are those of the start of use, by the offering's wall clock.</summary>
/// <param name="OfferingIds">Cars, halls, services, products, ticket types, events with seats, trips.</param>
/// <param name="Days">Weekdays of the start.</param>
/// <param name="FromMinute">Minutes after midnight, included; together with <paramref name="ToMinute"/>.</param>
/// <param name="ToMinute">Not included; before <paramref name="FromMinute"/> for a window over midnight.</param>
/// <param name="SeasonFrom">First day.</param>
/// <param name="SeasonTo">Last day, itself included.</param>
/// <param name="MinLeadHours">Early bird: bought at least so long before the start.</param>
/// <param name="MaxLeadHours">Last minute: bought less than so long before the start.</param>
/// <param name="MinQuantity">At least so many seats, places or pieces.</param>
/// <param name="MinMinutes">Used at least so long.</param>
internal sealed record RuleConditionsBody(
    IReadOnlyList<string>? Kinds = null,
    IReadOnlyList<Guid>? OfferingIds = null,
    IReadOnlyList<DayOfWeek>? Days = null,
    int? FromMinute = null,
    int? ToMinute = null,
    DateOnly? SeasonFrom = null,
    DateOnly? SeasonTo = null,
    int? MinLeadHours = null,
    int? MaxLeadHours = null,
    int? MinQuantity = null,
    int? MinMinutes = null)
{
    public RuleConditions ToConditions() => new(
        Kinds?.Distinct().ToList() ?? [], OfferingIds?.Distinct().ToList() ?? [], Days?.Distinct().ToList() ?? [],
        FromMinute, ToMinute, SeasonFrom, SeasonTo, MinLeadHours, MaxLeadHours, MinQuantity, MinMinutes);
}

/// <summary>A fee. A new one needs a label and a rate or an amount; in a change what is left out stays as it is.</summary>
/// <param name="Rate">Basis points of what the items cost: 250 is 2.5 %.</param>
/// <param name="Amount">Minor units of the tenant's currency; instead of a rate.</param>
/// <param name="Per">What it is charged for; the order when left out.</param>
/// <param name="Kinds">Only for these kinds of items; empty for all.</param>
/// <param name="IsRefundable">Whether it comes back when the order is cancelled.</param>
internal sealed record FeeRequest(
    string? Label = null,
    int? Rate = null,
    long? Amount = null,
    ChargePer? Per = null,
    IReadOnlyList<string>? Kinds = null,
    bool? IsRefundable = null,
    bool? IsActive = null)
{
    private readonly Optional<int?> _taxRate;

    /// <summary>In basis points; null for the tenant's rate of fees.</summary>
    public int? TaxRate
    {
        get => _taxRate.Value;
        init => _taxRate = value;
    }

    public FeeChanges ToChanges() => new(Label, Rate, Amount, Per, Kinds, _taxRate, IsRefundable, IsActive);
}

/// <summary>What all vouchers have beside their codes.</summary>
internal abstract record VoucherMembers
{
    private readonly Optional<int?> _usageLimit;
    private readonly Optional<int?> _perCustomerLimit;
    private readonly Optional<DateTimeOffset?> _validFrom;
    private readonly Optional<DateTimeOffset?> _validUntil;

    /// <summary>What its lines are called on receipts.</summary>
    public string? Label { get; init; }

    /// <summary>What it takes off.</summary>
    public VoucherKind? Kind { get; init; }

    /// <summary>Basis points, of a percent voucher: 1000 is 10 %.</summary>
    public int? Rate { get; init; }

    /// <summary>Minor units of the tenant's currency, of a fixed voucher.</summary>
    public long? Amount { get; init; }

    /// <summary>Only for these kinds of items; empty for all.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>Only for these offerings; empty for all.</summary>
    public IReadOnlyList<Guid>? OfferingIds { get; init; }

    /// <summary>How many orders may use it; without limit when left out. Whether there is a limit stays as it was made.</summary>
    public int? UsageLimit
    {
        get => _usageLimit.Value;
        init => _usageLimit = value;
    }

    /// <summary>How many orders of one customer may use it; then it is for signed-in customers.</summary>
    public int? PerCustomerLimit
    {
        get => _perCustomerLimit.Value;
        init => _perCustomerLimit = value;
    }

    /// <summary>From when on it can be used.</summary>
    public DateTimeOffset? ValidFrom
    {
        get => _validFrom.Value;
        init => _validFrom = value;
    }

    /// <summary>Until when it can be used, itself not included.</summary>
    public DateTimeOffset? ValidUntil
    {
        get => _validUntil.Value;
        init => _validUntil = value;
    }

    /// <summary>The least that all items together cost, in minor units.</summary>
    public long? MinOrder { get; init; }

    protected VoucherChanges ToChanges(bool? isActive) =>
        new(Label, Kind, Rate, Amount, Kinds, OfferingIds, _usageLimit, _perCustomerLimit, _validFrom, _validUntil, MinOrder, isActive);
}

/// <summary>One code. It needs a label, a kind, and what the kind takes off.</summary>
internal sealed record CreateVoucherRequest : VoucherMembers
{
    /// <summary>4 to 40 letters, digits and dashes, in any case; one that nobody guesses when left out.</summary>
    public string? Code { get; init; }

    public CreateVoucherCommand ToCommand() => new(Code, ToChanges(isActive: true));
}

/// <summary>Many codes at once, alike but for the code; each has its own limits.</summary>
internal sealed record CreateVoucherBatchRequest : VoucherMembers
{
    /// <summary>How many codes.</summary>
    public required int Count { get; init; }

    /// <summary>Stands before every code; none when left out.</summary>
    public string? Prefix { get; init; }

    public CreateVoucherBatchCommand ToCommand() => new(Count, Prefix ?? "", ToChanges(isActive: true));
}

/// <summary>What to change; what is left out stays as it is. Orders that have the voucher keep it as it was.</summary>
internal sealed record EditVoucherRequest : VoucherMembers
{
    /// <summary>False withdraws it.</summary>
    public bool? IsActive { get; init; }

    public EditVoucherCommand ToCommand(Guid id, long version) => new(id, version, ToChanges(IsActive));
}
