namespace Booking.Application.Attribution;

using Booking.Application.Catalog;
using Booking.Domain.Attribution;
using FluentValidation;

internal sealed class AttributionValidator : AbstractValidator<AttributionDetails>
{
    private const string Page = "An absolute URL that begins with https:// or http://.";

    public AttributionValidator()
    {
        RuleFor(given => given.ClickId).OneLine(AttributionDetails.ClickIdMaxLength).OverridePropertyName("Ttclid");
        RuleFor(given => given.CookieId).OneLine(AttributionDetails.CookieIdMaxLength).OverridePropertyName("Ttp");
        RuleFor(given => given.UtmSource).OneLine(AttributionDetails.UtmMaxLength);
        RuleFor(given => given.UtmMedium).OneLine(AttributionDetails.UtmMaxLength);
        RuleFor(given => given.UtmCampaign).OneLine(AttributionDetails.UtmMaxLength);
        RuleFor(given => given.UtmContent).OneLine(AttributionDetails.UtmMaxLength);
        RuleFor(given => given.UtmTerm).OneLine(AttributionDetails.UtmMaxLength);
        RuleFor(given => given.LandingPage).OneLine(AttributionDetails.UrlMaxLength).Must(IsPage).WithMessage(Page);
        RuleFor(given => given.Referrer).OneLine(AttributionDetails.UrlMaxLength).Must(IsPage).WithMessage(Page);
    }

    private static bool IsPage(string? text) =>
        text is null || (Uri.TryCreate(text, UriKind.Absolute, out Uri? page) && (page.Scheme == Uri.UriSchemeHttps || page.Scheme == Uri.UriSchemeHttp));
}
