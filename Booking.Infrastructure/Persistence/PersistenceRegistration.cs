namespace Booking.Infrastructure.Persistence;

using System.Security.Cryptography;
using System.Text;
using Booking.Application.Abstractions;
using Booking.Application.Bookings;
using Booking.Application.Catalog;
using Booking.Application.Drivers;
using Booking.Application.Events;
using Booking.Application.Holds;
using Booking.Application.Trips;
using Booking.Application.Venues;
using Booking.Application.Waitlist;
using Booking.Domain.Catalog;
using Booking.Domain.Drivers;
using Booking.Infrastructure.Bookings;
using Booking.Infrastructure.Catalog;
using Booking.Infrastructure.Drivers;
using Booking.Infrastructure.Events;
using Booking.Infrastructure.Holds;
using Booking.Infrastructure.Persistence.Seeding;
using Booking.Infrastructure.Trips;
using Booking.Infrastructure.Venues;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

internal static class PersistenceRegistration
{
    public static void AddPersistence(this IHostApplicationBuilder builder)
    {
        IServiceCollection services = builder.Services;
        services.AddSingleton(provider => DataSource(builder.Configuration, provider.GetRequiredService<ILoggerFactory>()));
        services.AddDbContext<BookingDbContext>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
            .AddInterceptors(provider.GetRequiredService<TenantInterceptor>())
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning)));
        // Retries are the unit of work's: it knows what may be repeated, and a request must not wait a minute for a database that is away.
        builder.EnrichNpgsqlDbContext<BookingDbContext>(settings => settings.DisableRetry = true);
        services.AddSingleton<TenantInterceptor>();
        services.AddScoped<IBookingDb>(provider => provider.GetRequiredService<BookingDbContext>());
        services.AddScoped<IUnitOfWork, UnitOfWork>();
        services.AddScoped<IClaimStore, ClaimStore>();
        services.AddSingleton<Terms.Memory>();
        services.AddScoped<ITerms, Terms>();
        CombiningOptions combining = builder.Configuration.GetSection("Holds:Combining").Get<CombiningOptions>() ?? new CombiningOptions();
        services.AddSingleton(combining.IsValid ? combining : throw new InvalidOperationException("Holds:Combining: a number is out of its range."));
        services.AddSingleton<IHoldCombiner, HoldCombiner>();
        services.AddScoped<IOverdue, Overdue>();
        services.AddSingleton<DueTenants>();
        services.AddScoped<IDueBookings, DueBookings>();
        services.AddScoped<IEventSeats, EventSeats>();
        services.AddScoped<Alternatives>();
        services.AddSingleton<RememberedAlternatives.Memory>();
        services.AddScoped<IAlternatives, RememberedAlternatives>();
        services.AddScoped<IProviderWork, ProviderWork>();
        services.AddScoped<IEventSearch, EventSearch>();
        services.AddScoped<ITripSearch, TripSearch>();
        services.AddScoped<ITripStore, TripStore>();
        services.AddScoped<IBoardingLists, BoardingLists>();
        services.AddSingleton(builder.Configuration.GetSection(VoucherOptions.Section).Get<VoucherOptions>() ?? new VoucherOptions());
        services.AddSingleton<IVoucherLimiter, VoucherLimiter>();
        services.AddScoped<IExtraStock, ExtraStock>();
        services.AddScoped<IVenueRequests, VenueRequests>();
        services.AddScoped<IRatingTotals, RatingTotals>();
        services.AddSingleton<IDatabaseClock, DatabaseClock>();
        services.AddSingleton<IBookingNumbers, BookingNumbers>();
        services.AddSingleton(new CursorOptions(SHA256.HashData(Encoding.UTF8.GetBytes("cursor\n" + builder.Configuration["Auth:SigningKeys:0:Key"]))));
        services.AddScoped<ICursorCodec, CursorCodec>();
        services.AddHostedService<KeyGuard<SecretKeys>>();
        services.AddSingleton(provider => SecretKeys.From(builder.Configuration, provider.GetRequiredService<IHostEnvironment>()));
        services.AddSingleton<ISecretBox, SecretBox>();
        services.AddScoped<DemoData>();
        services.AddScoped<DemoSales>();
        services.AddSingleton<DatabaseMigrator>();
        services.AddScoped<IDriverLocations, DriverLocations>();
        services.AddScoped<IRides, Rides>();
        services.AddSingleton(builder.Configuration.GetSection("Dispatch").Get<DispatchRules>() ?? new DispatchRules());
        services.AddSingleton(builder.Configuration.GetSection("Appointments").Get<AppointmentRules>() ?? new AppointmentRules());
        HoldOptions holds = builder.Configuration.GetSection("Holds").Get<HoldOptions>() ?? new HoldOptions();
        services.AddSingleton(holds);
        WaitlistOptions waitlist = builder.Configuration.GetSection("Waitlist").Get<WaitlistOptions>() ?? new WaitlistOptions();
        services.AddSingleton(waitlist.IsValid ? waitlist : throw new InvalidOperationException("Waitlist: a limit is not positive, or an offer lasts longer than a hold may."));
        services.AddSingleton(builder.Configuration.GetSection("Bookings").Get<BookingOptions>() ?? new BookingOptions());
    }

    private static NpgsqlDataSource DataSource(IConfiguration configuration, ILoggerFactory loggers)
    {
        NpgsqlConnectionStringBuilder connection = new(configuration.GetConnectionString("bookingdb"))
        {
            MaxPoolSize = configuration.GetValue("Database:MaxPoolSize", 60),
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            Timeout = 5,
            CommandTimeout = 15,
            KeepAlive = 30,
        };
        if (configuration["Database:Role"] is { } role)
        {
            connection.Options = $"-c role={role}";
        }

        NpgsqlDataSourceBuilder builder = new(connection.ConnectionString);
        builder.UseLoggerFactory(loggers);
        return builder.Build();
    }
}
