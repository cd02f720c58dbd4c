namespace Booking.Infrastructure.Persistence.Configurations;

using Booking.Domain.Tenants;
using Booking.Domain.Venues;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

internal sealed class VenueConfiguration : IEntityTypeConfiguration<Venue>
{
    public void Configure(EntityTypeBuilder<Venue> builder)
    {
        builder.ToTable("venues").HasKey(venue => new { venue.TenantId, venue.Id });
        builder.Property(venue => venue.Hours).IsJson();
        builder.Property(venue => venue.Exceptions).IsJson();
        builder.Property(venue => venue.Layouts).IsJson();
        builder.Property(venue => venue.Rates).IsJson();
        builder.Property(venue => venue.CancellationPolicy).IsJson();
        builder.Ignore(venue => venue.RateCard).Ignore(venue => venue.Opening).Ignore(venue => venue.Details);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(venue => venue.TenantId);
    }
}

internal sealed class VenueExtraConfiguration : IEntityTypeConfiguration<VenueExtra>
{
    public void Configure(EntityTypeBuilder<VenueExtra> builder)
    {
        builder.ToTable("venue_extras").HasKey(extra => new { extra.TenantId, extra.Id });
        builder.Ignore(extra => extra.Details);
        builder.HasOne<Venue>().WithMany().HasForeignKey(extra => new { extra.TenantId, extra.VenueId });
    }
}

internal sealed class VenueRequestConfiguration : IEntityTypeConfiguration<VenueRequest>
{
    public void Configure(EntityTypeBuilder<VenueRequest> builder)
    {
        builder.ToTable("venue_requests").HasKey(request => new { request.TenantId, request.Id });
        builder.Property(request => request.Item).IsJson();
        builder.Property(request => request.Price).IsJson();
        builder.Property(request => request.Claims).IsJson();
        builder.Property(request => request.Customer).IsJson();
        builder.Property(request => request.Metadata).IsJson();
        builder.Ignore(request => request.BookingNumber).Ignore(request => request.Grant);
        builder.HasOne<Venue>().WithMany().HasForeignKey(request => new { request.TenantId, request.VenueId });
    }
}

internal sealed class VenueSeriesConfiguration : IEntityTypeConfiguration<VenueSeries>
{
    public void Configure(EntityTypeBuilder<VenueSeries> builder)
    {
        builder.ToTable("venue_series").HasKey(series => new { series.TenantId, series.Id });
        builder.Property(series => series.Occurrences).IsJson();
        builder.HasOne<Venue>().WithMany().HasForeignKey(series => new { series.TenantId, series.VenueId });
    }
}

internal sealed class VenueSeriesCancellationConfiguration : IEntityTypeConfiguration<VenueSeriesCancellation>
{
    public void Configure(EntityTypeBuilder<VenueSeriesCancellation> builder)
    {
        builder.ToTable("venue_series_cancellations").HasKey(cancellation => new { cancellation.TenantId, cancellation.Id });
        builder.Property(cancellation => cancellation.Occurrences).IsJson();
        builder.HasMoney(cancellation => cancellation.Refund);
        builder.HasMoney(cancellation => cancellation.Penalty);
        builder.HasOne<VenueSeries>().WithMany().HasForeignKey(cancellation => new { cancellation.TenantId, cancellation.SeriesId });
    }
}
