using Booking.Api;
using Booking.Application;
using Booking.Infrastructure;
using Booking.Infrastructure.Messaging.Backlogs;
using Booking.ServiceDefaults;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddApplication();
builder.AddInfrastructure();
builder.AddApi();

WebApplication app = builder.Build();
app.UseApi();
app.MapDefaultEndpoints(without: BacklogChecks.Tag);
app.MapApi();
app.Run();
