package fr.balise.directory.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.HardcodedServerAddressStrategy;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** HAPI's plain server with the doors, the gate and the pages of the directory. Reads and writes FHIR with HAPI alone. */
@Component
class FhirServer extends RestfulServer {
    private static final long serialVersionUID = 1L;

    private final transient ObjectProvider<FhirContext> context;
    private final transient List<IResourceProvider> doors;
    private final transient Searching searching;
    private final transient Gate gate;
    private final transient CleanErrors errors;
    private final transient Capability capability;
    private final transient FhirSettings settings;

    FhirServer(
            ObjectProvider<FhirContext> context,
            List<IResourceProvider> doors,
            Searching searching,
            Gate gate,
            CleanErrors errors,
            Capability capability,
            FhirSettings settings) {
        this.context = context;
        this.doors = doors;
        this.searching = searching;
        this.gate = gate;
        this.errors = errors;
        this.capability = capability;
        this.settings = settings;
    }

    @Override
    protected void initialize() {
        setFhirContext(context.getObject());
        setResourceProviders(doors);
        setPagingProvider(searching);
        setServerConformanceProvider(capability);
        registerInterceptor(gate);
        registerInterceptor(errors);
        setDefaultResponseEncoding(EncodingEnum.JSON);
        setServerName("Balise");
        if (settings.base() != null) setServerAddressStrategy(new HardcodedServerAddressStrategy(settings.base()));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        boolean writes = "PATCH".equals(request.getMethod()) || Gate.isOperation(request);
        super.service(
                writes ? new LimitedRequest(request, settings.largestPatch().toBytes()) : request,
                new UnhurriedResponse(response));
    }

    /** Which library serves is nobody's business. */
    @Override
    protected @Nullable String createPoweredByHeader() {
        return "Balise";
    }
}
