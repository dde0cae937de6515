package io.agentplane.policy.access;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.problem.UniqueConstraint;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The principals of the present namespace and their roles. Nobody gives more rights than they have, and the control
 * plane never loses its last administrator.
 */
@Service
public class PrincipalDirectory {

    private final PrincipalRepository principals;
    private final KeyRing keys;
    private final AccessQueries queries;

    PrincipalDirectory(PrincipalRepository principals, KeyRing keys, AccessQueries queries) {
        this.principals = principals;
        this.keys = keys;
        this.queries = queries;
    }

    @Transactional
    PrincipalView create(CreatePrincipalRequest request) {
        var principal = new Principal(UuidCreator.getTimeOrderedEpoch(), request.name(), request.kind(), Set.of());
        try {
            return store(principal);
        } catch (DataIntegrityViolationException refused) {
            throw UniqueConstraint.taken(
                    refused,
                    () -> AccessProblem.PRINCIPAL_NAME_TAKEN.because(
                            "Another principal of this namespace has this name"));
        }
    }

    @Transactional
    PrincipalView change(UUID id, ChangePrincipalRequest request, Revision read) {
        queries.lockRights();
        Principal principal = find(id);
        read.requireCurrent(principal.revision());
        if (request.enabled()) {
            CallerRights.requireAll(principal.roles());
        } else {
            requireNotLastAdministrator(principal);
        }
        principal.enable(request.enabled());
        return store(principal);
    }

    /** Deletes a principal; its keys are revoked first. */
    @Transactional
    void delete(UUID id) {
        queries.lockRights();
        Principal principal = find(id);
        requireNotLastAdministrator(principal);
        keys.revokeAll(id);
        principal.delete();
        principals.delete(principal);
    }

    @Transactional
    PrincipalView bind(RoleBindingRequest binding) {
        CallerRights.requireAll(Set.of(binding.role()));
        queries.lockRights();
        Principal principal = find(binding.principalId());
        principal.bind(binding.role());
        return store(principal);
    }

    @Transactional
    void unbind(RoleBindingRequest binding) {
        queries.lockRights();
        Principal principal = find(binding.principalId());
        if (binding.role() == Role.SYSTEM_ADMIN) {
            requireNotLastAdministrator(principal);
        }
        principal.unbind(binding.role());
        store(principal);
    }

    @Transactional(readOnly = true)
    PrincipalView get(UUID id) {
        return find(id).view();
    }

    /** The names of the roles that a principal has in the present namespace at this moment; none for one that is disabled. */
    public Set<String> rolesOf(UUID id) {
        return Set.copyOf(queries.roles(id, Namespace.current()));
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    Page<PrincipalView> list(@Nullable UUID after, int limit) {
        List<PrincipalView> views = principals
                .findByIdGreaterThanOrderById(
                        Objects.requireNonNullElse(after, KeyRing.BEFORE_ALL), Limit.of(limit + 1))
                .stream()
                .map(Principal::view)
                .toList();
        return Page.cut(views, limit, principal -> principal.id().toString());
    }

    private Principal find(UUID id) {
        return principals
                .findById(id)
                .orElseThrow(() -> AccessProblem.PRINCIPAL_NOT_FOUND.because("There is no principal with this id"));
    }

    private PrincipalView store(Principal principal) {
        return principals.saveAndFlush(principal).view();
    }

    private void requireNotLastAdministrator(Principal principal) {
        if (principal.isAdministrator() && !queries.isAdministratorBeside(principal.getId())) {
            throw AccessProblem.LAST_ADMINISTRATOR.because(
                    "This is the last system administrator; make another one first");
        }
    }
}
