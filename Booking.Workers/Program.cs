using Booking.Application;
using Booking.Infrastructure;
using Booking.Infrastructure.Persistence;
using Booking.ServiceDefaults;
using Booking.Workers;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
if (args is ["migrate", ..])
{
    builder.Configuration["Database:Role"] = DatabaseMigrator.OwnerRole;
}

builder.AddServiceDefaults();
builder.Services.AddApplication();
builder.AddInfrastructure();
builder.Services.AddWorkers();

await using WebApplication app = builder.Build();
if (args.Length > 0 && !args[0].StartsWith('-'))
{
    return await Commands.RunAsync(app, args);
}

app.UseServerSpans();
app.MapDefaultEndpoints();
await app.RunAsync();
return 0;
