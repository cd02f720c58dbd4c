namespace Booking.Infrastructure.Persistence.Configurations;

using Booking.Domain.Cars;
using Booking.Domain.Catalog;
using Booking.Domain.Events;
using Booking.Domain.Trips;
using Booking.Domain.Venues;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

internal sealed class CarConfiguration : IEntityTypeConfiguration<Car>
{
    public void Configure(EntityTypeBuilder<Car> builder) => builder.ToTable("cars").HasKey(car => new { car.TenantId, car.Id });
}

internal sealed class VenueConfiguration : IEntityTypeConfiguration<Venue>
{
    public void Configure(EntityTypeBuilder<Venue> builder)
    {
        builder.ToTable("venues").HasKey(venue => new { venue.TenantId, venue.Id });
        builder.Property(venue => venue.Hours).IsJson();
    }
}

internal sealed class EventConfiguration : IEntityTypeConfiguration<Event>
{
    public void Configure(EntityTypeBuilder<Event> builder) => builder.ToTable("events").HasKey(happening => new { happening.TenantId, happening.Id });
}

internal sealed class TicketTypeConfiguration : IEntityTypeConfiguration<TicketType>
{
    public void Configure(EntityTypeBuilder<TicketType> builder)
    {
        builder.ToTable("ticket_types").HasKey(type => new { type.TenantId, type.Id });
        builder.ComplexProperty(type => type.Price);
    }
}

internal sealed class EventSeatConfiguration : IEntityTypeConfiguration<EventSeat>
{
    public void Configure(EntityTypeBuilder<EventSeat> builder) => builder.ToTable("event_seats").HasKey(seat => new { seat.TenantId, seat.EventId, seat.Seat });
}

internal sealed class RouteConfiguration : IEntityTypeConfiguration<Route>
{
    public void Configure(EntityTypeBuilder<Route> builder) => builder.ToTable("routes").HasKey(route => new { route.TenantId, route.Id });
}

internal sealed class StopConfiguration : IEntityTypeConfiguration<Stop>
{
    public void Configure(EntityTypeBuilder<Stop> builder) => builder.ToTable("stops").HasKey(stop => new { stop.TenantId, stop.Id });
}

internal sealed class FareConfiguration : IEntityTypeConfiguration<Fare>
{
    public void Configure(EntityTypeBuilder<Fare> builder) => builder.ToTable("fares").HasKey(fare => new { fare.TenantId, fare.RouteId, fare.FromStop, fare.ToStop, fare.Class });
}

internal sealed class BusConfiguration : IEntityTypeConfiguration<Bus>
{
    public void Configure(EntityTypeBuilder<Bus> builder)
    {
        builder.ToTable("buses").HasKey(bus => new { bus.TenantId, bus.Id });
        builder.Property(bus => bus.Seats).IsJson();
    }
}

internal sealed class TripConfiguration : IEntityTypeConfiguration<Trip>
{
    public void Configure(EntityTypeBuilder<Trip> builder) => builder.ToTable("trips").HasKey(trip => new { trip.TenantId, trip.Id });
}

internal sealed class ProviderConfiguration : IEntityTypeConfiguration<Provider>
{
    public void Configure(EntityTypeBuilder<Provider> builder)
    {
        builder.ToTable("providers").HasKey(provider => new { provider.TenantId, provider.Id });
        builder.Property(provider => provider.Hours).IsJson();
    }
}

internal sealed class ServiceConfiguration : IEntityTypeConfiguration<Service>
{
    public void Configure(EntityTypeBuilder<Service> builder)
    {
        builder.ToTable("services").HasKey(service => new { service.TenantId, service.Id });
        builder.ComplexProperty(service => service.Price);
    }
}

internal sealed class ProductConfiguration : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.ToTable("products").HasKey(product => new { product.TenantId, product.Id });
        builder.ComplexProperty(product => product.Price);
    }
}

internal sealed class PoolConfiguration : IEntityTypeConfiguration<Pool>
{
    public void Configure(EntityTypeBuilder<Pool> builder) => builder.ToTable("pools").HasKey(pool => new { pool.TenantId, pool.Id });
}
